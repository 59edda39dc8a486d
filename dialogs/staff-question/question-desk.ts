import type { Language } from '../domain/content/knowledge.js';
import type { Refusal } from '../domain/staff/change.js';
import type { Asker, QuestionContext, StaffQuestion } from '../domain/staff/question.js';

/** A form that was filled in. Sending the same form twice asks once. */
export interface FilledForm {
  formId: string;
  /** The secret that opens the question in any browser, as shown to whoever asks. */
  code: string;
  language: Language;
  text: string;
  company?: string;
  asker: Asker;
  context: QuestionContext;
}

/** What came of sending a form. `limit`: how many are allowed. */
export type Asked =
  | { kind: 'asked'; question: StaffQuestion }
  | { kind: 'too-many-open' | 'too-many-today'; limit: number };

/** What came of changing a question. `unknown`: there is none of this number, or it is somebody else's. */
export type Changed =
  | { kind: 'changed'; question: StaffQuestion }
  | { kind: 'refused'; question: StaffQuestion; refusal: Refusal }
  | { kind: 'unknown' };

/** What number and code open. `none` tells neither whether the number exists nor what is wrong. */
export type Found = { kind: 'found'; question: StaffQuestion } | { kind: 'none' } | { kind: 'too-often' };

/** What the chat can do with questions to the staff. All of it is durable when the promise resolves. */
export interface QuestionDesk {
  /** A new form: an unguessable id, and the secret code its question will have. */
  newForm(): { id: string; code: string };
  ask(form: FilledForm): Promise<Asked>;
  /** The asker's questions, newest first. */
  of(asker: Asker): Promise<StaffQuestion[]>;
  withdraw(asker: Asker, number: string): Promise<Changed>;
  /** Replies to an answer, once. The same `id` twice is one reply. */
  reply(asker: Asker, number: string, reply: { id: string; text: string }): Promise<Changed>;
  /** @param who whose attempts are counted, e.g. the conversation. */
  lookUp(number: string, code: string, who: string): Promise<Found>;
}
