import { answerOf, criterionOf, isOpen } from '../domain/eligibility/criteria.js';
import type { AnswerRule, Answers, Criterion } from '../domain/eligibility/eligibility.js';
import type { GivenAnswer } from '../domain/understand.js';
import { refuseStale } from '../fallback.js';
import type { QuizState } from '../state.js';
import type { Turn } from '../turn.js';
import { ask, askAgain, goOn } from './ask.js';
import { quizIsOpen, rulesOf } from './quiz-rules.js';

/** Takes answers, to the open question or to an earlier one, and goes on. */
export async function takeAnswers(turn: Turn): Promise<void> {
  const { quiz } = turn.state;
  const before = quiz?.answers ?? {};
  const taken = quiz ? turn.intent('answer').answers.filter((answer) => accept(turn, quiz, answer)) : [];
  if (!quiz || taken.length === 0) {
    await refuseStale(turn);
    return askAgain(turn);
  }
  quiz.misses = 0;
  for (const answer of taken) await react(turn, quiz, answer, before);
  await goOn(turn, quiz);
}

/** Asks whether an answer was meant so. */
export async function confirmAnswer(turn: Turn): Promise<void> {
  const { answer } = turn.intent('confirm-answer');
  const rule = ruleOf(turn, answer);
  if (!rule || !turn.state.quiz) return askAgain(turn);
  turn.state.quiz.confirming = answer;
  const voice = turn.voice();
  const yes = voice.button(voice.say('button.yes'), { criterion: answer.criterion, answer: answer.key });
  const no = voice.button(voice.say('button.no'), { change: turn.state.quiz.asking ?? answer.criterion });
  const { label } = rule.text[voice.language]!;
  const subject = criterionOf(rulesOf(turn), answer.criterion)?.text[voice.language]?.subject ?? '';
  const key = answer.criterion === turn.state.quiz.asking ? 'quiz.confirm' : 'quiz.confirm-change';
  await turn.send(voice.message(voice.say(key, { subject, label }), { actions: [yes, no] }));
}

/** Says that a text was no answer; the second time in a row, whom to ask for help. */
export async function missAnswer(turn: Turn): Promise<void> {
  if (!quizIsOpen(turn.state)) return refuseStale(turn);
  const { quiz } = turn.state;
  quiz.confirming = undefined;
  quiz.misses += 1;
  const voice = turn.voice();
  await turn.send(voice.message(voice.say(quiz.misses > 1 ? 'quiz.missed-again' : 'quiz.missed')));
  await askAgain(turn);
}

/** Puts the question of an earlier answer again. */
export async function changeAnswer(turn: Turn): Promise<void> {
  const { quiz } = turn.state;
  const criterion = criterionOf(rulesOf(turn), turn.intent('change').criterion);
  if (!quiz || !criterion || !isOpen(rulesOf(turn), criterion, quiz.answers)) {
    await refuseStale(turn);
    return askAgain(turn);
  }
  quiz.confirming = undefined;
  await ask(turn, quiz, criterion);
}

/** Keeps an answer; false when its question does not apply. */
function accept(turn: Turn, quiz: QuizState, { criterion, key }: GivenAnswer): boolean {
  const rules = rulesOf(turn);
  const found = criterionOf(rules, criterion);
  if (!found || !isOpen(rules, found, quiz.answers) || !answerOf(found, key)) return false;
  if (quiz.asking === undefined && quiz.answers[criterion] === undefined) return false;
  quiz.answers = { ...quiz.answers, [criterion]: key };
  return true;
}

/** What is said at once about an answer: a change, an exclusion, what to look up. */
async function react(turn: Turn, quiz: QuizState, given: GivenAnswer, before: Answers): Promise<void> {
  const voice = turn.voice();
  const rule = ruleOf(turn, given);
  const criterion = criterionOf(rulesOf(turn), given.criterion);
  if (!rule || !criterion) return;
  const words = criterion.text[voice.language]!;
  if (quiz.asking !== given.criterion || quiz.done) {
    const { label } = rule.text[voice.language]!;
    await turn.send(
      voice.message(
        voice.say(before[criterion.id] === undefined ? 'quiz.also' : 'quiz.changed', { subject: words.subject, label }),
      ),
    );
  }
  if (rule.effect === 'ineligible') await tellExclusion(turn, quiz, criterion, rule);
  else if (given.key === 'unsure')
    await turn.send(voice.message(voice.say('quiz.unsure', { lookup: voice.fill(words.lookup) })));
}

async function tellExclusion(turn: Turn, quiz: QuizState, criterion: Criterion, rule: AnswerRule): Promise<void> {
  quiz.told = true;
  const voice = turn.voice();
  const { reason, remedy } = rule.text[voice.language]!;
  const parts = [voice.say('quiz.excluded'), reason ?? '', remedy ?? '']
    .filter(Boolean)
    .map((part) => voice.fill(part));
  await turn.send(
    voice.message(
      `${parts.join(voice.say('sentence-separator'))}\n\n${voice.say('quiz.go-on')}\n\n${voice.source(criterion.sections)}`,
    ),
  );
}

function ruleOf(turn: Turn, { criterion, key }: GivenAnswer): AnswerRule | undefined {
  const found = criterionOf(rulesOf(turn), criterion);
  return found && answerOf(found, key);
}
