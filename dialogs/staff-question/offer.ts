import type { CardAction } from 'botbuilder-core';
import type { Turn } from '../turn.js';
import type { Voice } from '../voice.js';
import { QuestionWords } from './words.js';

/** The button that begins a question to the staff; where none are taken, the one that tells where the desk is. */
export function staffAction(turn: Turn, voice: Voice): CardAction {
  const { questions, texts } = turn.services;
  return questions ? new QuestionWords(texts, voice).button('new', { question: 'new' }) : voice.command('staff');
}

/** What comes before the desk's mail and telephone: that a question can be sent from here. Empty where none are taken. */
export function staffOffer(turn: Turn, voice: Voice): { text: string; actions: CardAction[] } {
  const { questions, texts } = turn.services;
  if (!questions) return { text: '', actions: [] };
  const words = new QuestionWords(texts, voice);
  return {
    text: `${words.say('offer')}\n\n`,
    actions: [words.button('new', { question: 'new' }), words.button('mine', { question: 'mine' })],
  };
}
