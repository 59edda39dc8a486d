import { isOverdue } from './promise.js';
import type { StaffQuestion } from './question.js';

/** What the staff should look at, each list the longest waiting first. A question can be on two lists. */
export interface Digest<Q> {
  untaken: Q[];
  overdue: Q[];
  /** Answered, but the answer did not reach whoever asked. */
  undelivered: Q[];
}

/** What of a question decides its place in the digest. */
export type Digestible = Pick<StaffQuestion, 'askedAt' | 'status' | 'promisedBy'> & {
  deliveries?: { kind: string; state: string }[];
};

/** Sorts questions into what needs somebody at a moment. */
export function digestOf<Q extends Digestible>(questions: readonly Q[], now: Date): Digest<Q> {
  const byAge = [...questions].sort((a, b) => a.askedAt.localeCompare(b.askedAt));
  return {
    untaken: byAge.filter(({ status }) => status === 'open'),
    overdue: byAge.filter((question) => isOverdue(question, now)),
    undelivered: byAge.filter(({ deliveries = [] }) =>
      deliveries.some(({ kind, state }) => kind !== 'cards' && state === 'undelivered'),
    ),
  };
}
