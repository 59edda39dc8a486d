import { criterionOf, openCriteria } from '../domain/eligibility/criteria.js';
import { menuActions, tellGrounds } from '../faq.js';
import type { Act } from '../one-turn-dialog.js';
import type { QuizState } from '../state.js';
import type { Turn } from '../turn.js';
import { ask, askAgain, beginQuiz } from './ask.js';
import { quizIsOpen, rulesOf } from './quiz-rules.js';
import { tellResult, tellResultText } from './result.js';

/** What the commands do that belong to the quiz. */
export const quizCommands: Record<'quiz' | 'back' | 'result' | 'result-text' | 'stop' | 'why', Act> = {
  quiz: beginQuiz,
  back: goBack,
  result: showResult,
  'result-text': showText,
  stop,
  why: explainQuestion,
};

async function goBack(turn: Turn): Promise<void> {
  const { quiz } = turn.state;
  if (!quiz) return notBegun(turn);
  const open = openCriteria(rulesOf(turn), quiz.answers);
  const here = quiz.asking === undefined ? open.length : open.findIndex(({ id }) => id === quiz.asking);
  const before = open[here - 1];
  const voice = turn.voice();
  if (!before) await turn.send(voice.message(voice.say('quiz.first')));
  quiz.confirming = undefined;
  await (before ? ask(turn, quiz, before) : askAgain(turn));
}

async function showResult(turn: Turn): Promise<void> {
  const { quiz } = turn.state;
  if (!quiz || Object.keys(quiz.answers).length === 0) return notBegun(turn);
  await tellResult(turn, quiz);
}

async function showText(turn: Turn): Promise<void> {
  const { quiz } = turn.state;
  if (!quiz || Object.keys(quiz.answers).length === 0) return notBegun(turn);
  await tellResultText(turn, quiz);
  await askAgain(turn);
}

async function stop(turn: Turn): Promise<void> {
  const voice = turn.voice();
  if (!quizIsOpen(turn.state)) return turn.send(voice.message(voice.say('menu'), { actions: menuActions(voice) }));
  const quiz: QuizState = turn.state.quiz;
  quiz.asking = undefined;
  quiz.confirming = undefined;
  const resume = voice.button(voice.say('button.resume'), { command: 'quiz' });
  await turn.send(voice.message(voice.say('quiz.stopped'), { actions: [resume, voice.command('menu')] }));
}

/** Why the open question is asked; outside the quiz, what the last answer rests on. */
async function explainQuestion(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const criterion = quizIsOpen(turn.state) ? criterionOf(rulesOf(turn), turn.state.quiz.asking) : undefined;
  if (!criterion) return tellGrounds(turn);
  const words = criterion.text[voice.language]!;
  await turn.send(voice.message(`${voice.fill(words.why)}\n\n${voice.source(criterion.sections)}`));
  await askAgain(turn);
}

async function notBegun(turn: Turn): Promise<void> {
  const voice = turn.voice();
  await turn.send(voice.message(voice.say('quiz.none'), { actions: [voice.command('quiz'), voice.command('menu')] }));
}
