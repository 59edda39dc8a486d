import type { Activity } from 'botbuilder-core';
import { entityOf, type Talk } from './talk.js';

/** The question that stands open after these replies. */
export interface OpenQuestion {
  id: string;
  choices: string[];
  step: number;
  of: number;
}

/** The result that these replies tell. */
export interface ToldResult {
  outcome: string;
  reasons: { criterion: string; answer: string; effect: string; sections: string[] }[];
  answers: Record<string, string>;
}

export const questionIn = (replies: Partial<Activity>[]) => entityOf<OpenQuestion>(replies, 'criterion');
export const resultIn = (replies: Partial<Activity>[]) => entityOf<ToldResult>(replies, 'prescreen');

/** Begins the quiz and answers by value until the result; returns the last replies. Fails when it does not end. */
export async function driveQuiz(
  talk: Talk,
  answerTo: (id: string, choices: string[]) => string,
): Promise<Partial<Activity>[]> {
  let replies = await talk.press({ command: 'quiz' });
  for (let turns = 0; turns < 25; turns += 1) {
    const question = questionIn(replies);
    if (!question) return replies;
    replies = await talk.press({ criterion: question.id, answer: answerTo(question.id, question.choices) });
  }
  throw new Error('the quiz did not end within 25 answers');
}
