import { KeyedQueue } from '../keyed-queue.js';
import { afterTry, type Ending, takeInHand, withCardsDue } from './deliveries.js';
import type { QuestionRecords } from './question-records.js';
import type { Delivery, StoredQuestion } from './stored-question.js';

/** What the courier stands on. */
export interface CourierOptions {
  records: QuestionRecords;
  now: () => Date;
  /** Brings an answer or a closing into the asker's conversation. False when that is gone for good; rejects when it may work later. */
  toAsker: (question: StoredQuestion, delivery: Delivery) => Promise<boolean>;
  /** Posts or updates the question's card in the staff's channels; resolves with where the cards are. */
  toStaff: (question: StoredQuestion) => Promise<{ cards: Record<string, string>; problem?: string }>;
  /** Told of every try that failed, for the operator. Never gets texts. */
  onProblem: (fields: { number: string; delivery: string; problem: string; final: boolean }) => void;
}

/** A marker is kept this long, so that one written just before its question is not lost. */
const MARKER_MS = 60_000;

/**
 * Delivers what questions hold for people: each at least once, with the same id each time; what fails is tried again, later
 * each time, and when given up stays on the question as undelivered.
 */
export class Courier {
  private readonly queue = new KeyedQueue();

  constructor(private readonly its: CourierOptions) {}

  /** Delivers now what is due of one question. Rejects only when the store does. */
  deliver(number: string): Promise<void> {
    return this.queue.run(number, () => this.round(number));
  }

  /** Delivers what is due of all questions; for the start, and again and again. Trouble with one keeps none of the others. */
  async sweep(): Promise<void> {
    const troubles: unknown[] = [];
    for (const number of await this.its.records.due()) {
      await this.deliver(number)
        .then(() => this.forget(number))
        .catch((error) => troubles.push(error));
    }
    if (troubles.length > 0) throw new AggregateError(troubles, `deliveries of ${troubles.length} questions failed`);
  }

  /** Resolves when everything given so far has been tried. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  private async round(number: string): Promise<void> {
    const held = await this.its.records.update(number, (question) => takeInHand(question, this.its.now()));
    if (!held) return;
    const inHand = held.deliveries.filter(({ state, heldUntil }) => state === 'waiting' && heldUntil !== undefined);
    // People first, then the cards, which show whether the answer has arrived.
    const [cards, toAsker] = [inHand.filter(isCards), inHand.filter((delivery) => !isCards(delivery))];
    for (const delivery of toAsker) await this.note(number, delivery, await this.tryAsker(held, delivery));
    if (cards[0]) await this.bringCards(number, cards[0]);
    await this.round(number);
  }

  private async tryAsker(question: StoredQuestion, delivery: Delivery): Promise<Ending> {
    try {
      return { kind: (await this.its.toAsker(question, delivery)) ? 'delivered' : 'gone' };
    } catch (error) {
      return { kind: isFinal(error) ? 'refused' : 'failed', problem: problemOf(error) };
    }
  }

  /** Writes down how a try ended; the staff's cards show it. */
  private async note(number: string, tried: Delivery, ending: Ending): Promise<void> {
    const after = afterTry(tried, ending, this.its.now());
    await this.its.records.update(number, (question) => {
      const deliveries = question.deliveries.map((delivery) => (delivery.id === tried.id ? after : delivery));
      return withCardsDue({ ...question, deliveries }, this.its.now().toISOString());
    });
    this.report(number, after);
  }

  private async bringCards(number: string, tried: Delivery): Promise<void> {
    const question = await this.its.records.read(number);
    if (!question) return;
    const { cards, problem } = await this.its
      .toStaff(question)
      .catch((error) => ({ cards: question.cards, problem: problemOf(error) }));
    const ending: Ending = problem === undefined ? { kind: 'delivered' } : { kind: 'failed', problem };
    const after = afterTry(tried, ending, this.its.now());
    const updated = await this.its.records.update(number, (current) => {
      // What changed while the card was on its way is not on it: then it stays due.
      const shown = shownOn(current) === shownOn(question);
      const deliveries = current.deliveries.map((delivery) => (isCards(delivery) && shown ? after : delivery));
      const freed = deliveries.map((delivery) =>
        isCards(delivery) ? { ...delivery, heldUntil: undefined } : delivery,
      );
      return { ...current, cards: { ...current.cards, ...cards }, deliveries: freed };
    });
    if (updated) this.report(number, after);
  }

  private async forget(number: string): Promise<void> {
    const question = await this.its.records.read(number);
    const waiting = question?.deliveries.some(({ state }) => state === 'waiting');
    if (!waiting) await this.its.records.clearDue(number, this.its.now().getTime() - MARKER_MS);
  }

  private report(number: string, { id, problem, state }: Delivery): void {
    if (problem === undefined) return;
    this.its.onProblem({ number, delivery: id, problem, final: state === 'undelivered' });
  }
}

/** The connector says of its errors whether trying later can help. */
function isFinal(error: unknown): boolean {
  return (error as { passing?: boolean }).passing === false;
}

function isCards({ kind }: Delivery): boolean {
  return kind === 'cards';
}

/** What of a question its card shows, as far as it changes. */
function shownOn({ history, deliveries }: StoredQuestion): string {
  return JSON.stringify([
    history.length,
    deliveries.filter((delivery) => !isCards(delivery)).map(({ id, state }) => [id, state]),
  ]);
}

function problemOf(error: unknown): string {
  const { name, message, statusCode } = error as { name?: string; message?: string; statusCode?: number };
  return [statusCode, name, message].filter(Boolean).join(' ').slice(0, 200) || 'unknown';
}
