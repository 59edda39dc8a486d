import type { Language } from '../content/knowledge.js';

/** Where a question to the staff stands. `withdrawn` is the end; a closed one can be reopened. */
export type QuestionStatus = 'open' | 'taken' | 'answered' | 'closed' | 'withdrawn';

/** Somebody on the staff's side. The id comes from a checked source (directory object id, account on the server). */
export interface Person {
  id: string;
  name: string;
}

/** What can be done to a question: the first six by the staff, the last two by whoever asked. */
export type Action =
  | { kind: 'take'; by: Person }
  | { kind: 'answer'; by: Person; text: string }
  | { kind: 'pass'; by: Person; area: string }
  | { kind: 'close'; by: Person; note?: string }
  | { kind: 'reopen'; by: Person }
  | { kind: 'withdraw' }
  | { kind: 'follow-up'; id: string; text: string };
export type ActionKind = Action['kind'];

/** One change: what, from where to where, who (absent: whoever asked) and when (ISO 8601). */
export interface Change {
  kind: 'ask' | ActionKind;
  from?: QuestionStatus;
  to: QuestionStatus;
  by?: Person;
  at: string;
  /** The area it was passed on to, or the reason it was closed for. */
  note?: string;
}

/** An answer of the staff. */
export interface StaffAnswer {
  text: string;
  by: Person;
  at: string;
}

/** What the states are about; everything else of a question stays as it is. */
export interface Progress {
  status: QuestionStatus;
  /** The FAQ area that it is about, which decides the channels that see it. */
  area: string;
  /** Who has taken or answered it. */
  holder?: Person;
  /** Oldest first. A second one comes after a reply or a reopening. */
  answers: StaffAnswer[];
  /** The one reply of whoever asked. `id` tells the same press twice. */
  followUp?: { id: string; text: string; at: string };
  /** Every change, oldest first. */
  history: Change[];
}

/** What was going on in the chat when the question was asked, masked. */
export interface QuestionContext {
  /** The last turns, oldest first. */
  turns: { asked: string; told: string }[];
  /** Outcome of the quiz, and how many of its questions were answered. */
  quiz?: { outcome: string; answered: number; done: boolean };
  /** Entries that the bot answered with last. */
  answered: string[];
  /** Entries closest to the question, best first. */
  nearest: string[];
}

/** Whoever asked: answers go to this conversation and to no other. */
export interface Asker {
  /** Groups the questions of one person: the conversation on the web, the person in Teams. */
  key: string;
  channel: string;
  conversation: string;
  /** A room with others in it: no secret code is shown there. */
  group: boolean;
  /** How the Bot Framework reaches the conversation; absent for the channels served by the process itself. */
  reference?: Record<string, unknown>;
}

/** A question to the staff. */
export interface StaffQuestion extends Progress {
  /** For people, e.g. `Q-0042`. */
  number: string;
  language: Language;
  text: string;
  company?: string;
  asker: Asker;
  context: QuestionContext;
  askedAt: string;
  /** The day by which an answer was promised, `yyyy-mm-dd`; absent when no business day is in sight. */
  promisedBy?: string;
}
