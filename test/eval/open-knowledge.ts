import { readFolder } from '../../bot/knowledge/read-folder.js';
import { createEnglishTokenizer } from '../../dialogs/domain/answer/english-tokenizer.js';
import { loadJapaneseTokenizer } from '../../dialogs/domain/answer/japanese-tokenizer.js';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import { formatFinding } from '../../dialogs/domain/content/finding.js';
import { type Knowledge, readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';

/** Knowledge with the tokenizers of its languages. */
export interface Opened {
  knowledge: Knowledge;
  tokenizers: Record<string, Tokenizer>;
}

/** Reads a knowledge folder and loads the tokenizers; throws with all findings if the folder is not right. */
export async function openKnowledge(folder: string): Promise<Opened> {
  const { knowledge, findings } = readKnowledge(await readFolder(folder), ['ja', 'en']);
  if (!knowledge) throw new Error(findings.map(formatFinding).join('\n'));
  return { knowledge, tokenizers: { ja: await loadJapaneseTokenizer(), en: createEnglishTokenizer() } };
}
