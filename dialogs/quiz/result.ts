import type { Activity } from 'botbuilder-core';
import type { Answers, Eligibility, OutcomeName } from '../domain/eligibility/eligibility.js';
import { judge } from '../domain/eligibility/judge.js';
import { handOffAfterQuiz } from '../handoff.js';
import { intakeOf } from '../moment-facts.js';
import type { QuizState } from '../state.js';
import type { Turn } from '../turn.js';
import type { Voice } from '../voice.js';
import { rulesOf } from './quiz-rules.js';
import { resultCard } from './result-card.js';
import { decidingRows, type ResultRow, resultRows } from './result-rows.js';

/** A result in words: what the chat, the text version and the printable page show. */
export interface ResultWords {
  title: string;
  sentence: string;
  /** Heading of the deciding rows; undefined when all conditions are met. */
  heading?: string;
  rows: ResultRow[];
  deciding: ResultRow[];
  next: string;
  disclaimer: string;
}

/** Words a result. `open`: whether applications are taken now. */
export function wordResult(rules: Eligibility, answers: Answers, voice: Voice, open: boolean): ResultWords {
  const { outcome } = judge(rules, answers);
  const name: OutcomeName = outcome === 'eligible' && !open ? 'eligible-closed' : outcome;
  const words = rules.outcomes[name][voice.language]!;
  const rows = resultRows(rules, answers, voice);
  const headings = { eligible: undefined, confirm: 'result.points', ineligible: 'result.reasons' };
  const heading = headings[outcome];
  return {
    title: voice.fill(words.title),
    sentence: voice.fill(words.sentence),
    heading: heading && voice.say(heading),
    rows,
    deciding: heading ? decidingRows(rows) : [],
    next: voice.fill(words.next),
    disclaimer: voice.fill(rules.disclaimer[voice.language]!),
  };
}

/** Ends the quiz: the result as a card with the reasons in words, then the hand-off. */
export async function tellResult(turn: Turn, quiz: QuizState): Promise<void> {
  quiz.asking = undefined;
  quiz.confirming = undefined;
  quiz.done = true;
  const voice = turn.voice();
  await turn.send(resultActivity(turn, quiz, voice, await keptPage(turn, quiz)));
  await handOffAfterQuiz(turn);
}

/** The whole result as one text, for copying. */
export async function tellResultText(turn: Turn, quiz: QuizState): Promise<void> {
  const voice = turn.voice();
  const words = wordsOf(turn, quiz, voice);
  const text = `${summary(words, voice)}\n\n${list(voice, words.rows)}`;
  await turn.send(voice.message(text, { actions: [voice.command('menu')] }));
}

function resultActivity(turn: Turn, quiz: QuizState, voice: Voice, page: string | undefined): Partial<Activity> {
  const { outcome, reasons } = judge(rulesOf(turn), quiz.answers);
  const words = wordsOf(turn, quiz, voice);
  const activity = voice.message(summary(words, voice, page), {
    meaning: { type: 'prescreen', outcome, reasons, answers: quiz.answers },
  });
  if (turn.channel === 'console') activity.text += `\n\n${list(voice, words.rows)}`;
  else activity.attachments = [resultCard(voice, words.rows)];
  return activity;
}

function wordsOf(turn: Turn, quiz: QuizState, voice: Voice): ResultWords {
  const open = intakeOf(turn.live.knowledge.program, turn.services.now()).state === 'open';
  return wordResult(rulesOf(turn), quiz.answers, voice, open);
}

async function keptPage(turn: Turn, quiz: QuizState): Promise<string | undefined> {
  const at = turn.services.now().toISOString();
  const { conversation, id: activity } = turn.context.activity;
  const name = { conversation: conversation.id, activity };
  return turn.services.keepResult?.({ language: turn.language, answers: quiz.answers, at }, name);
}

/** The outcome in a sentence, every reason with its section, the next step, and that this decides nothing. */
function summary(words: ResultWords, voice: Voice, page?: string): string {
  const reasons = words.deciding.map((row) => voice.say('result.reason', { ...row, why: why(row, voice) }));
  return [
    `**${words.title}**`,
    words.sentence,
    words.next,
    ...(words.heading ? [`${words.heading}\n\n${reasons.join('\n')}`] : []),
    ...(page ? [`[${voice.say('result.page')}](${page})`] : []),
    words.disclaimer,
  ].join('\n\n');
}

/** Why a row decides, and what would change it. */
export function why({ reason, remedy, answer }: ResultRow, voice: Voice): string {
  return [reason ?? answer, remedy].filter((text) => text !== undefined).join(voice.say('sentence-separator'));
}

function list(voice: Voice, rows: ResultRow[]): string {
  return rows.map((row, index) => `${index + 1}. ${voice.say('result.row', { ...row })}`).join('\n');
}
