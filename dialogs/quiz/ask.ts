import type { CardAction } from 'botbuilder-core';
import { answerOf, criterionOf, nextCriterion, progress, prune } from '../domain/eligibility/criteria.js';
import type { Criterion } from '../domain/eligibility/eligibility.js';
import type { QuizState } from '../state.js';
import type { Turn } from '../turn.js';
import type { Voice } from '../voice.js';
import { newQuiz, quizIsOpen, rulesOf } from './quiz-rules.js';
import { tellResult } from './result.js';

/** Begins the quiz, or takes it up where it was left; a finished one begins anew. */
export async function beginQuiz(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const held = turn.state.quiz;
  const resumed = held && !held.done && Object.keys(held.answers).length > 0;
  const quiz = resumed ? held : newQuiz();
  turn.state.quiz = quiz;
  await turn.send(voice.message(voice.say(resumed ? 'quiz.resume' : 'quiz.intro')));
  await goOn(turn, quiz);
}

/** Puts the next question, or tells the result when all are answered. */
export async function goOn(turn: Turn, quiz: QuizState): Promise<void> {
  const rules = rulesOf(turn);
  quiz.answers = prune(rules, quiz.answers);
  quiz.confirming = undefined;
  const next = nextCriterion(rules, quiz.answers);
  if (!next) return tellResult(turn, quiz);
  quiz.done = false;
  await ask(turn, quiz, next);
}

/** Puts the open question again, once, after something else was said. */
export async function askAgain(turn: Turn): Promise<void> {
  if (!quizIsOpen(turn.state)) return;
  const { quiz } = turn.state;
  const criterion = criterionOf(rulesOf(turn), quiz.asking);
  await (criterion ? ask(turn, quiz, criterion, { again: true }) : goOn(turn, quiz));
}

/** Puts the question of a criterion; `again`, without the explanations that have just been read. */
export async function ask(turn: Turn, quiz: QuizState, criterion: Criterion, { again = false } = {}): Promise<void> {
  const voice = turn.voice();
  const { step, of } = progress(rulesOf(turn), quiz.answers, criterion.id) ?? { step: 1, of: 1 };
  const changed = quiz.of !== undefined && quiz.of !== of;
  quiz.asking = criterion.id;
  quiz.of = of;
  const meaning = { type: 'criterion', id: criterion.id, choices: Object.keys(criterion.answers), step, of };
  await turn.send(
    voice.message(questionText(voice, quiz, criterion, { step, of, changed, again }), {
      meaning,
      actions: [...choices(voice, criterion), ...ways(voice, quiz, step)],
    }),
  );
}

function questionText(
  voice: Voice,
  quiz: QuizState,
  criterion: Criterion,
  { step, of, changed, again }: { step: number; of: number; changed: boolean; again: boolean },
): string {
  const words = criterion.text[voice.language]!;
  const given = answerOf(criterion, quiz.answers[criterion.id]);
  const paragraphs = [voice.say('quiz.question', { step, of, question: voice.fill(words.question) })];
  if (!again) paragraphs.push(...[words.reading, words.help].flatMap((text) => (text ? [voice.fill(text)] : [])));
  if (given) paragraphs.push(voice.say('quiz.was', { label: given.text[voice.language]!.label }));
  if (changed) paragraphs.push(voice.say('quiz.more-questions'));
  return paragraphs.join('\n\n');
}

function choices(voice: Voice, criterion: Criterion): CardAction[] {
  return Object.entries(criterion.answers).map(([key, answer]) =>
    voice.button(answer.text[voice.language]!.label, { criterion: criterion.id, answer: key }),
  );
}

/** The buttons beside the choices. */
function ways(voice: Voice, quiz: QuizState, step: number): CardAction[] {
  return [
    voice.command('why'),
    ...(step > 1 ? [voice.command('back')] : []),
    ...(quiz.told ? [voice.command('result')] : []),
    voice.command('stop'),
  ];
}
