import type { CardAction } from 'botbuilder-core';
import { MAX_LENGTH } from './domain/understand.js';
import { menuActions } from './faq.js';
import { quizIsOpen } from './quiz/quiz-rules.js';
import { staffAction } from './staff-question/offer.js';
import type { Turn } from './turn.js';
import type { Voice } from './voice.js';

/** Asks back: the question is close to several entries, or not close enough to one. */
export async function suggest(turn: Turn): Promise<void> {
  const { ids, language } = turn.intent('suggest');
  const voice = turn.voice(language);
  const actions = [...asks(voice, ids), staffAction(turn, voice)];
  await turn.send(voice.message(voice.say('suggest'), { meaning: { type: 'suggestions', ids }, actions }));
}

/** Says that there is no answer, why, and where else to turn. */
export async function admit(turn: Turn): Promise<void> {
  const { reason, nearest, language } = turn.intent('unanswered');
  const voice = turn.voice(language);
  const paragraphs = [regret(turn, voice)];
  const near = reason === 'no-match' ? asks(voice, nearest) : [];
  if (reason === 'no-match') paragraphs.push(voice.say('unanswered.desk'));
  if (near.length > 0) paragraphs.push(voice.say('unanswered.nearest'));
  const staff = reason === 'no-match' && turn.services.questions ? [staffAction(turn, voice)] : [];
  const actions =
    near.length > 0 ? [...near, staffAction(turn, voice), voice.command('menu')] : [...staff, ...menuActions(voice)];
  await turn.send(voice.message(paragraphs.join('\n\n'), { meaning: { type: 'unanswered', reason }, actions }));
}

/** Small talk of people who are better served by people. */
const WANT_PEOPLE = new Set(['human', 'complaint', 'insult']);

/** One friendly line, and the way back to the subject. */
export async function chat(turn: Turn): Promise<void> {
  const { id, language } = turn.intent('smalltalk');
  const voice = turn.voice(language);
  const talk = turn.live.knowledge.smalltalk.find((candidate) => candidate.id === id);
  const text = talk ? voice.fill(talk.text[voice.language]!.answer) : voice.say('menu');
  const people = WANT_PEOPLE.has(id) ? [staffAction(turn, voice)] : [];
  const actions = [...people, ...menuActions(voice)];
  await turn.send(voice.message(text, { meaning: { type: 'smalltalk', id }, actions }));
}

/** An old button, or a value that nobody offered: nothing changes. */
export async function refuseStale(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const actions = quizIsOpen(turn.state) ? [] : menuActions(voice);
  await turn.send(voice.message(voice.say('stale'), { actions }));
}

function regret(turn: Turn, voice: Voice): string {
  const { reason, subject } = turn.intent('unanswered');
  const about = turn.live.knowledge.unanswerable.find(({ id }) => id === subject)?.text[voice.language]?.subject;
  if (reason === 'no-match' && about) return voice.say('unanswered.subject', { subject: about });
  return voice.say(`unanswered.${reason}`, { max: MAX_LENGTH });
}

function asks(voice: Voice, ids: string[]): CardAction[] {
  return ids.flatMap((id) => voice.ask(id) ?? []);
}
