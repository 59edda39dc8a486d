import { appendEntry, type EntryEdit, editEntry, type NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Entry, EntryText, Language } from '../../dialogs/domain/content/knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import { checkRows } from './excel-checks.js';
import { COLUMN_LIST, COLUMNS, type ColumnName, parseCell, partOf, sameValue } from './excel-columns.js';
import type { NumberedRow } from './excel-file.js';
import { fileOf } from './file-of.js';

/** What the rows of a sheet would make of the files. */
export interface Import {
  files: SourceFile[];
  findings: Finding[];
}

/**
 * The files with the sheet's values put in: only what differs is touched, entries that the sheet doesn't hold stay, ids
 * that the files don't hold are added. Findings are places in the sheet (line = row); with findings the files are as before.
 */
export function importRows(
  sheet: string,
  rows: NumberedRow[],
  files: SourceFile[],
  entries: Entry[],
  languages: Language[],
): Import {
  const findings = checkRows(sheet, rows, languages);
  if (findings.length > 0) return { files, findings };
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const [id, own] of byId(rows)) {
    const entry = entries.find((other) => other.id === id);
    const path = (entry && fileOf(files, id)?.path) ?? `knowledge/faq/${id.split('.')[0]}.yaml`;
    const text = texts.get(path) ?? '';
    const edits = entry ? editsOf(entry, own) : [];
    if (!entry) texts.set(path, appendEntry(text, newEntryOf(id, own)));
    else if (edits.length > 0) texts.set(path, editEntry(text, id, edits));
  }
  return { files: [...texts].map(([path, text]) => ({ path, text })), findings: [] };
}

function byId(rows: NumberedRow[]): Map<string, NumberedRow[]> {
  const groups = new Map<string, NumberedRow[]>();
  for (const numbered of rows) {
    const id = numbered.row.id.trim();
    groups.set(id, [...(groups.get(id) ?? []), numbered]);
  }
  return groups;
}

function editsOf(entry: Entry, rows: NumberedRow[]): EntryEdit[] {
  const edits = rows.flatMap(({ row }) =>
    COLUMN_LIST.flatMap(([name, column]) => {
      if (!column.path) return [];
      const language = row.language.trim();
      const value = parseCell(row[name], column);
      if (sameValue(value, partOf(entry, language, name))) return [];
      return [{ path: column.path.map((key) => (key === '*' ? language : key)), value }];
    }),
  );
  return edits.filter((edit, index) => edits.findIndex(({ path }) => String(path) === String(edit.path)) === index);
}

function newEntryOf(id: string, rows: NumberedRow[]): NewEntry {
  const value = (row: NumberedRow, name: ColumnName) => parseCell(row.row[name], COLUMNS[name]);
  const text = rows.map((row) => {
    const names = ['question', 'ask', 'answer', 'more', 'tests', 'not'] as const;
    const words = names.map((name) => [name, value(row, name)]).filter(([, found]) => found !== undefined);
    return [row.row.language.trim(), Object.fromEntries(words) as EntryText];
  });
  const [first] = rows;
  return {
    id,
    sections: (first && (value(first, 'sections') as string[])) ?? [],
    related: first && (value(first, 'related') as string[] | undefined),
    reviewed: first && (value(first, 'reviewed') as string | undefined),
    text: Object.fromEntries(text),
  };
}
