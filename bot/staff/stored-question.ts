import type { Person, StaffQuestion } from '../../dialogs/domain/staff/question.js';

/** Something that a person must be told; it stays with the question until it has arrived or is given up for good. */
export interface Delivery {
  /** Names the delivery for ever, so that a channel can tell a repetition. */
  id: string;
  kind: 'answer' | 'closed' | 'cards';
  /** Index of the answer. */
  answer?: number;
  state: 'waiting' | 'delivered' | 'undelivered';
  tries: number;
  /** When it reached this state, and when it is tried again; ISO 8601. */
  at: string;
  nextAt: string;
  /** Until when one courier has it in hand. */
  heldUntil?: string;
  /** Why the last try failed, in words for the operator. */
  problem?: string;
}

/** A question as it is stored: with what the asker and the staff don't see. */
export interface StoredQuestion extends StaffQuestion {
  codeHash: string;
  deliveries: Delivery[];
  /** Cards in the staff's channels: channel → activity. */
  cards: Record<string, string>;
  /** Who has read it outside the channel, and when (the command, the staff page). */
  reads: { by: Person; at: string }[];
}
