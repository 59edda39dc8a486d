/** What a word is in its sentence; words of different kinds weigh differently. */
export type WordKind = 'noun' | 'suffix' | 'number' | 'verb' | 'adjective' | 'other';

/** A content word. */
export interface Word {
  /** As it is compared: base form, one spelling for all its variants. */
  term: string;
  kind: WordKind;
}

/** A text taken apart. */
export interface TokenizedText {
  /** Content words in the order of the text. */
  words: Word[];
  /** The text as it sounds (Japanese: in hiragana) or is typed, for comparison letter by letter. */
  sound: string;
}

/** Takes a text of one language apart. */
export interface Tokenizer {
  /** @param text one message or sentence, as it was typed. */
  tokenize(text: string): TokenizedText;
}
