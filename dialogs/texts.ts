import type { Language } from './domain/content/knowledge.js';

/** The bot's manners in words: buttons, prompts, errors (locales/<lang>/*.json). */
export interface Texts {
  languages: Language[];
  /** The words of a key, with parameters put in; `{{facts}}` are left for the voice to fill. */
  say(language: Language, key: string, parameters?: Record<string, string | number>): string;
  /** A list of words, e.g. the phrases of a command. */
  words(language: Language, key: string): string[];
}
