import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';

/** A copy of the real knowledge folder that a test may spoil; removed at the test's end. */
export interface KnowledgeFolder {
  /** The copy. */
  folder: string;
  /** An empty folder beside it, for data. */
  data: string;
  read(path: string): Promise<string>;
  write(path: string, text: string | Uint8Array): Promise<void>;
  /** Replaces a text that must be there. */
  change(path: string, before: string | RegExp, after: string): Promise<void>;
}

/** Copies the real knowledge folder, or writes the given files, to a place of its own. */
export async function knowledgeFolder(files?: SourceFile[]): Promise<KnowledgeFolder> {
  const place = await mkdtemp(join(tmpdir(), 'knowledge-'));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  const folder = join(place, 'knowledge');
  if (!files) await cp('knowledge', folder, { recursive: true });
  for (const { path, text } of files ?? []) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), text);
  }
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  const write = (path: string, text: string | Uint8Array) => writeFile(join(folder, path), text);
  return {
    folder,
    data: join(place, 'data'),
    read,
    write,
    change: async (path, before, after) => {
      const text = await read(path);
      const changed = text.replace(before, after);
      if (changed === text) throw new Error(`${path} does not hold ${before}`);
      await write(path, changed);
    },
  };
}

/** An engine that knows the ways to ask by heart, letter for letter: quick to build, and true to its knowledge. */
export function literalEngine(knowledge: Knowledge): AnswerEngine {
  const decide: AnswerEngine['decide'] = (text, language) => {
    const entry = knowledge.entries.find(({ text: words }) => words[language]?.ask.includes(text));
    if (entry) return { kind: 'answer', ids: [entry.id], confidence: 1 };
    return { kind: 'unanswered', reason: 'no-match', nearest: [] };
  };
  const explain = (text: string, language: string) => ({
    decision: decide(text, language),
    candidates: [],
    evidence: { probability: 1, margin: 1, entries: 1, scope: 1, words: 1, letters: 1 },
    unknownWords: [],
  });
  return { decide, explain } as unknown as AnswerEngine;
}
