import { addPhrase } from '../../dialogs/domain/content/edit-entries.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Entry, Language } from '../../dialogs/domain/content/knowledge.js';
import { normalizePhrase } from '../../dialogs/domain/normalize-phrase.js';
import type { Desk } from '../commands/desk.js';
import { KeyedQueue } from '../keyed-queue.js';
import { fileOf } from '../knowledge/file-of.js';

/** A way to ask that somebody wants to add to an entry. */
export interface NewWay {
  entry: string;
  language: Language;
  phrase: string;
}

/** What came of it. `refused` names a text of locales/<language>/desk.json under `phrase`. */
export type Added =
  | { kind: 'added' }
  | {
      kind: 'refused';
      reason: 'unknown-entry' | 'no-language' | 'empty' | 'masked' | 'owned' | 'not-saved';
      owner?: string;
    }
  | { kind: 'findings'; findings: Finding[] };

/** Longest way to ask, in code points. */
export const LONGEST_WAY = 200;

/** What a mask has put in place of an address or a number. */
const MASKED = /\[(mail|tel|zip|card|mynumber|12digits)\]/;

/** Adds ways to ask, one after another, each only when the whole set stays right with it; resolves when `live` has been told. */
export function wayAdder(
  desk: Desk,
  refresh: () => Promise<void>,
  onError: (error: unknown) => void,
): (way: NewWay) => Promise<Added> {
  const queue = new KeyedQueue();
  return (way) =>
    queue.run('knowledge', async () => {
      const typed = { ...way, phrase: way.phrase.replace(/\s+/g, ' ').trim() };
      const added = await add(desk, typed).catch((error): Added => {
        onError(error);
        return { kind: 'refused', reason: 'not-saved' };
      });
      if (added.kind === 'added') await refresh();
      return added;
    });
}

async function add(desk: Desk, way: NewWay): Promise<Added> {
  const files = await desk.files();
  const { knowledge, findings } = desk.read(files);
  if (!knowledge) return { kind: 'findings', findings };
  const refusal = refusalOf(way, knowledge.entries);
  if (refusal) return refusal;
  const file = fileOf(files, way.entry);
  if (!file) return { kind: 'refused', reason: 'unknown-entry' };
  const text = addPhrase(file.text, way.entry, way.language, way.phrase);
  const changed = files.map((other) => (other === file ? { ...other, text } : other));
  const saved = await desk.save(files, changed);
  return saved.findings.length > 0 ? { kind: 'findings', findings: saved.findings } : { kind: 'added' };
}

function refusalOf({ entry: id, language, phrase }: NewWay, entries: Entry[]): Added | undefined {
  const entry = entries.find((one) => one.id === id);
  if (!entry) return { kind: 'refused', reason: 'unknown-entry' };
  if (!entry.text[language]) return { kind: 'refused', reason: 'no-language' };
  if (!phrase || [...phrase].length > LONGEST_WAY || /\p{Cc}/u.test(phrase)) {
    return { kind: 'refused', reason: 'empty' };
  }
  if (MASKED.test(phrase)) return { kind: 'refused', reason: 'masked' };
  const same = (other: string) => normalizePhrase(other) === normalizePhrase(phrase);
  const owner = entries.find(({ text }) => text[language]?.ask.some(same))?.id;
  return owner ? { kind: 'refused', reason: 'owned', owner } : undefined;
}
