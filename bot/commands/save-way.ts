import { addPhrase, type EntryEdit, editEntry } from '../../dialogs/domain/content/edit-entries.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Entry, Language } from '../../dialogs/domain/content/knowledge.js';
import { nearestName } from '../../dialogs/domain/content/nearest-name.js';
import { normalizePhrase } from '../../dialogs/domain/normalize-phrase.js';
import { fileOf } from '../knowledge/file-of.js';
import type { Desk } from './desk.js';

/** A way to ask that somebody wants to add to an entry. */
export interface NewWay {
  entry: string;
  language: Language;
  phrase: string;
  /** Takes the place of the entry's answer in this language; the entry then counts as reviewed today. */
  answer?: string;
}

/** Why something is not even tried. `owner`: the entry that has the phrase; `near`: the id that may be meant. */
export interface WayRefusal {
  kind: 'refused';
  reason: 'unknown-entry' | 'no-language' | 'empty' | 'empty-answer' | 'masked' | 'owned';
  owner?: string;
  near?: string;
}

/** What came of it; `file` as shown to staff. */
export type SavedWay = { kind: 'added'; file: string } | WayRefusal | { kind: 'findings'; findings: Finding[] };

/** Longest way to ask, and longest answer, in code points. */
export const LONGEST_WAY = 200;
export const LONGEST_ANSWER_TEXT = 4_000;

/** What a mask has put in place of an address or a number. */
const MASKED = /\[(mail|tel|zip|card|mynumber|12digits)\]/;

/** Whether a mask's mark is left in a text: then somebody still has to write it anew. */
export function isMasked(text: string): boolean {
  return MASKED.test(text);
}

/**
 * Adds a way to ask when the whole set stays right with it: the one path for the command and the staff's pages.
 * @param by who adds it, for the history.
 */
export async function saveWay(desk: Desk, given: NewWay, by: string): Promise<SavedWay> {
  const way = { ...given, phrase: given.phrase.replace(/\s+/g, ' ').trim(), answer: given.answer?.trim() };
  const files = await desk.files();
  const { knowledge, findings } = desk.read(files);
  if (!knowledge) return { kind: 'findings', findings };
  const refusal = refusalOf(way, knowledge.entries);
  if (refusal) return refusal;
  const file = fileOf(files, way.entry);
  if (!file) return { kind: 'refused', reason: 'unknown-entry' };
  const text = changedText(file.text, way, knowledge.entries, desk.today());
  const changed = files.map((other) => (other === file ? { ...other, text } : other));
  const saved = await desk.save(files, changed, by);
  return saved.findings.length > 0
    ? { kind: 'findings', findings: saved.findings }
    : { kind: 'added', file: file.path };
}

function changedText(text: string, way: NewWay, entries: Entry[], today: string): string {
  const asked = ownerOf(way, entries) ? text : addPhrase(text, way.entry, way.language, way.phrase);
  if (way.answer === undefined) return asked;
  const edits: EntryEdit[] = [
    { path: [way.language, 'answer'], value: way.answer },
    { path: ['reviewed'], value: today },
  ];
  return editEntry(asked, way.entry, edits);
}

function refusalOf(way: NewWay, entries: Entry[]): WayRefusal | undefined {
  const { entry: id, language, phrase, answer } = way;
  const refused = (reason: WayRefusal['reason'], more: Partial<WayRefusal> = {}): WayRefusal => ({
    kind: 'refused',
    reason,
    ...more,
  });
  const entry = entries.find((one) => one.id === id);
  const ids = entries.map((one) => one.id);
  if (!entry) return refused('unknown-entry', { near: nearestName(id, ids) });
  if (!entry.text[language]) return refused('no-language');
  if (!phrase || [...phrase].length > LONGEST_WAY || /\p{Cc}/u.test(phrase)) return refused('empty');
  if (answer === '' || [...(answer ?? '')].length > LONGEST_ANSWER_TEXT) return refused('empty-answer');
  if (isMasked(phrase) || isMasked(answer ?? '')) return refused('masked');
  const owner = ownerOf(way, entries);
  return owner && (owner !== id || answer === undefined) ? refused('owned', { owner }) : undefined;
}

/** The entry that is asked with the same words already. */
function ownerOf({ language, phrase }: NewWay, entries: Entry[]): string | undefined {
  const same = (other: string) => normalizePhrase(other) === normalizePhrase(phrase);
  return entries.find(({ text }) => text[language]?.ask.some(same))?.id;
}
