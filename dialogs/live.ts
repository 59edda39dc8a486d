import type { AnswerEngine } from './domain/answer/answer-engine.js';
import type { Knowledge } from './domain/content/read-knowledge.js';
import type { QuestionDesk } from './staff-question/question-desk.js';

/** A checked set of knowledge files, ready to answer. A turn keeps the set it began with. */
export interface Live {
  knowledge: Knowledge;
  engine: AnswerEngine;
  /** Changes with every change of the files. */
  version: string;
}

/** What the dialogs are given by the process. */
export interface Services {
  texts: import('./texts.js').Texts;
  /** The knowledge that serves now. */
  live(): Live;
  now(): Date;
  /**
   * Keeps a result for the printable page; returns its address, or undefined where there is no page. The same turn run again
   * has the same page.
   */
  keepResult?(result: KeptResult, turn: TurnName): Promise<string | undefined>;
  /** Questions to the staff; absent where none are taken. */
  questions?: QuestionDesk;
}

/** What a turn answers: the same each time that it is run. */
export interface TurnName {
  conversation: string;
  /** Absent where the channel gives none; then the turn can't be told from others. */
  activity?: string;
}

/** What the printable page of a result shows: answers only, no names. */
export interface KeptResult {
  language: string;
  answers: Readonly<Record<string, string>>;
  at: string;
}
