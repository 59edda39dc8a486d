import type { TurnContext } from 'botbuilder-core';
import type { Language } from './domain/content/knowledge.js';
import type { Answers } from './domain/eligibility/eligibility.js';
import type { GivenAnswer } from './domain/understand.js';

/** The quiz of one conversation. Next question, progress and outcome are recomputed from the answers. */
export interface QuizState {
  answers: Answers;
  /** The criterion whose question stands open; none when the result has been shown or the quiz was stopped. */
  asking?: string;
  /** An answer that waits for a yes. */
  confirming?: GivenAnswer;
  /** Texts in a row that were no answer. */
  misses: number;
  /** Whether the company has been told of an exclusion. */
  told: boolean;
  /** Criteria asked when the question was last put (`of`), to say when it changes. */
  of?: number;
  /** Whether the result has been shown. */
  done: boolean;
}

/** All that the bot remembers of a conversation. */
export interface ChatState {
  language: Language;
  quiz?: QuizState;
  /** Entries answered last, for short questions that lean on them. */
  last: string[];
  /** Last questions with what was told, for the staff should one of them be passed on. */
  recent?: { asked: string; told: string }[];
  /** Forms for questions to the staff that stand open, newest last. */
  forms?: QuestionForm[];
  /** Forms that were sent, with the number each led to, newest last. */
  sent?: { form: string; number: string }[];
}

/** A form for a question to the staff, or for a reply to their answer. */
export interface QuestionForm {
  id: string;
  /** The secret that will open the question; shown with the receipt. */
  code: string;
  /** Who opened it: in a room there are several people. */
  by: string;
  text: string;
  company?: string;
  /** The question that it replies to. */
  replyTo?: string;
  /** What the next typed text is. */
  writing?: 'text' | 'company';
  /** Something else was talked about since it was shown: then a mere yes or no is not about it. */
  aside?: boolean;
  /** The message that shows the form, where the channel has told. */
  shownAs?: string;
}

/** Where the state lives in the turn, put there by the channel before the turn and stored after it. */
export const STATE = Symbol('chat state');

/** The state of this turn's conversation. Throws when the channel has put none there. */
export function stateOf(context: TurnContext): ChatState {
  const state = context.turnState.get<ChatState>(STATE);
  if (!state) throw new Error('turn without state: the channel must put one under STATE');
  return state;
}

/** A new conversation's state. */
export function newState(language: Language): ChatState {
  return { language, last: [] };
}
