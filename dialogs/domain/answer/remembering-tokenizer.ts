import type { TokenizedText, Tokenizer } from './tokenizer.js';

/** Texts taken apart before, by the text. */
export type TokenMemory = Map<string, TokenizedText>;

/**
 * A tokenizer that takes each text apart once: for staff's texts, most of which stay as they are from one learning to the
 * next. Not for messages of users: they would never be forgotten.
 * @param before what is known already. @param memory gets every text that is asked for, and nothing else.
 */
export function rememberingTokenizer(tokenizer: Tokenizer, before: TokenMemory, memory: TokenMemory): Tokenizer {
  return {
    tokenize: (text) => {
      const known = before.get(text) ?? memory.get(text) ?? tokenizer.tokenize(text);
      memory.set(text, known);
      return known;
    },
  };
}
