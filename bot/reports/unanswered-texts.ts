import { createHash } from 'node:crypto';
import { mask } from '../../dialogs/domain/mask.js';
import { normalizePhrase } from '../../dialogs/domain/normalize-phrase.js';
import type { RecordStore } from '../storage/record-store.js';
import type { Unanswered } from './turn-counts.js';
import { updateRecord } from './update-record.js';

/** A question that stayed without an answer, masked; the same words again only raise the count. */
export interface UnansweredText {
  text: string;
  language: string;
  count: number;
  /** Day in Japan it was asked last, `yyyy-mm-dd`. */
  lastDay: string;
  /** Entries offered instead, best first. */
  nearest: string[];
}

/** Longer ones are cut, in code points. */
const LONGEST = 200;

/** A question as it may be kept: masked, cut, without marks that nobody sees. The id is the same for the same words. */
export function keptForm({ text, language, nearest }: Unanswered, day: string): { id: string; kept: UnansweredText } {
  const visible = text
    .toWellFormed()
    .replace(/[^\P{C}\u200d]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // Masked before it is cut: half a telephone number would not be found.
  const masked = [...mask(visible)].slice(0, LONGEST).join('');
  const id = createHash('sha256')
    .update(`${language} ${normalizePhrase(masked)}`)
    .digest('base64url');
  return { id, kept: { text: masked, language, count: 1, lastDay: day, nearest } };
}

/** Adds to what is kept under this id. */
export async function keepUnanswered(store: RecordStore, id: string, fresh: UnansweredText): Promise<void> {
  await updateRecord<UnansweredText>(store, keyOf(id), (held) => ({
    ...fresh,
    text: held?.text ?? fresh.text,
    count: (held?.count ?? 0) + fresh.count,
  }));
}

/** How many are read at most, the newest: a flood must not stop the page. */
const NEWEST = 2_000;

/** How many are kept. */
export async function countUnanswered(store: RecordStore): Promise<number> {
  return (await store.list('unanswered')).length;
}

/** What is kept, the most asked first. */
export async function listUnanswered(store: RecordStore): Promise<(UnansweredText & { id: string })[]> {
  const keys = (await store.list('unanswered')).slice(-NEWEST);
  const held = await Promise.all(
    keys.map(async (key) => {
      const value = (await store.read<UnansweredText>(key))?.value;
      return value ? [{ ...value, id: key.slice('unanswered/'.length) }] : [];
    }),
  );
  return held.flat().sort((a, b) => b.count - a.count || b.lastDay.localeCompare(a.lastDay));
}

/** Forgets one that has been seen to. Ids come from a form: what is none is passed over. */
export async function forgetUnanswered(store: RecordStore, id: string): Promise<void> {
  if (/^[\w-]{43}$/.test(id)) await store.delete(keyOf(id));
}

function keyOf(id: string): string {
  return `unanswered/${id}`;
}
