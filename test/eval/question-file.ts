import { readFileSync } from 'node:fs';

/** One question to try, with the entries that answer it. */
export interface Question {
  language: string;
  /** Acceptable entry ids; empty when the knowledge must not answer it. */
  ids: string[];
  style: string;
  text: string;
}

/** Reads a tab-separated file with the columns lang, ids (`a|b`, or NONE), style, question and one line of headings. */
export function readQuestions(path: string): Question[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const [language = '', ids = '', style = '', text = ''] = line.split('\t');
    return { language, ids: ids === 'NONE' ? [] : ids.split('|'), style, text };
  });
}
