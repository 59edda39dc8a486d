import type { Action, QuestionStatus } from '../../dialogs/domain/staff/question.js';
import type { Delivery, StoredQuestion } from './stored-question.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after failed tries; after the last one a delivery is given up: two days and a half in all. */
const PAUSES = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR, 24 * HOUR];

/** How long one courier may keep a delivery in hand before another may take it up. */
const HOLD = MINUTE;

/** The question with what its last action makes necessary to tell: the asker an answer or a closing, the staff any change. */
export function withDeliveries(question: StoredQuestion, action: Action, from: QuestionStatus, at: string) {
  const { number, answers, history } = question;
  const fresh: Delivery[] = [];
  if (action.kind === 'answer') {
    fresh.push({ ...waiting(`${number}-answer-${answers.length}`, 'answer', at), answer: answers.length - 1 });
  }
  if (action.kind === 'close' && from !== 'answered')
    fresh.push(waiting(`${number}-closed-${history.length}`, 'closed', at));
  return withCardsDue({ ...question, deliveries: [...question.deliveries, ...fresh] }, at);
}

/** The question with its cards in the staff's channels to be brought up to date. */
export function withCardsDue(question: StoredQuestion, at: string): StoredQuestion {
  const others = question.deliveries.filter(({ kind }) => kind !== 'cards');
  // Whoever has a card on its way keeps it in hand, or a second one would be posted beside it.
  const heldUntil = question.deliveries.find(({ kind }) => kind === 'cards')?.heldUntil;
  return { ...question, deliveries: [...others, { ...waiting(`${question.number}-cards`, 'cards', at), heldUntil }] };
}

/** The question with all deliveries taken in hand whose time has come; undefined when there are none. */
export function takeInHand(question: StoredQuestion, now: Date): StoredQuestion | undefined {
  const time = now.toISOString();
  const isDue = (delivery: Delivery) =>
    delivery.state === 'waiting' && delivery.nextAt <= time && (delivery.heldUntil ?? '') <= time;
  if (!question.deliveries.some(isDue)) return undefined;
  const heldUntil = new Date(now.getTime() + HOLD).toISOString();
  const deliveries = question.deliveries.map((delivery) => (isDue(delivery) ? { ...delivery, heldUntil } : delivery));
  return { ...question, deliveries };
}

/** How a try ended. `gone`: there is nobody to deliver to, and never will be; `refused`: the channel won't take it, ever. */
export type Ending = { kind: 'delivered' } | { kind: 'gone' } | { kind: 'refused' | 'failed'; problem: string };

/** A delivery after a try. */
export function afterTry(delivery: Delivery, ending: Ending, now: Date): Delivery {
  const { heldUntil: _, problem: __, ...rest } = delivery;
  const tried = { ...rest, tries: delivery.tries + 1, at: now.toISOString() };
  if (ending.kind === 'delivered') return { ...tried, state: 'delivered' };
  if (ending.kind === 'gone') return { ...tried, state: 'undelivered', problem: 'gone' };
  const pause = ending.kind === 'refused' ? undefined : PAUSES[delivery.tries];
  if (pause === undefined) return { ...tried, state: 'undelivered', problem: ending.problem };
  return { ...tried, nextAt: new Date(now.getTime() + pause).toISOString(), problem: ending.problem };
}

function waiting(id: string, kind: Delivery['kind'], at: string): Delivery {
  return { id, kind, state: 'waiting', tries: 0, at, nextAt: at };
}

/** The question with what was given up to be tried once more from the beginning; undefined when nothing was. */
export function withRetry(question: StoredQuestion, at: string): StoredQuestion | undefined {
  if (!question.deliveries.some(({ state }) => state === 'undelivered')) return undefined;
  const again = (delivery: Delivery): Delivery => ({ ...delivery, state: 'waiting', tries: 0, at, nextAt: at });
  const deliveries = question.deliveries.map((one) => (one.state === 'undelivered' ? again(one) : one));
  return withCardsDue({ ...question, deliveries }, at);
}
