import { appendEntry, type NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import type { Desk } from './desk.js';
import { isMasked } from './save-way.js';

/** What came of a new entry; `file` as shown to staff. */
export type SavedEntry =
  | { kind: 'added'; file: string }
  | { kind: 'refused'; reason: 'bad-id' | 'incomplete' | 'masked' }
  | { kind: 'findings'; findings: Finding[] };

/** Whether an id has an area and a name: `cost.refund`. */
export function isEntryId(id: string): boolean {
  return /^[a-z0-9-]+\.[a-z0-9.-]+$/.test(id);
}

/**
 * Adds an entry to the file of its area when the whole set stays right with it: the one path for the command and the
 * staff's pages.
 * @param by who adds it, for the history.
 */
export async function saveEntry(desk: Desk, entry: NewEntry, by: string): Promise<SavedEntry> {
  if (!isEntryId(entry.id)) return { kind: 'refused', reason: 'bad-id' };
  if (!isWhole(entry)) return { kind: 'refused', reason: 'incomplete' };
  if (isMasked(JSON.stringify(entry.text))) return { kind: 'refused', reason: 'masked' };
  const files = await desk.files();
  const { knowledge, findings } = desk.read(files);
  if (!knowledge) return { kind: 'findings', findings };
  const file = `knowledge/faq/${entry.id.split('.')[0]}.yaml`;
  const saved = await desk.save(files, withEntry(files, file, { ...entry, reviewed: desk.today() }), by);
  return saved.findings.length > 0 ? { kind: 'findings', findings: saved.findings } : { kind: 'added', file };
}

function isWhole({ sections, text }: NewEntry): boolean {
  const words = Object.values(text);
  return sections.length > 0 && words.every(({ question, ask, answer }) => question && answer && ask.length > 0);
}

function withEntry(files: SourceFile[], path: string, entry: NewEntry): SourceFile[] {
  const present = files.find((file) => file.path === path);
  const others = files.filter((file) => file !== present);
  return [...others, { path, text: appendEntry(present?.text ?? '', entry) }];
}
