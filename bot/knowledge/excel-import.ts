import { appendEntry, type EntryEdit, editEntry, type NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import { type Finding, show } from '../../dialogs/domain/content/finding.js';
import type { Entry, EntryText, Language } from '../../dialogs/domain/content/knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import { COLUMN_LIST, COLUMNS, type ColumnName, parseCell, partOf } from './excel-columns.js';
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
      if (same(value, partOf(entry, language, name))) return [];
      return [{ path: column.path.map((key) => (key === '*' ? language : key)), value }];
    }),
  );
  return edits.filter((edit, index) => edits.findIndex(({ path }) => String(path) === String(edit.path)) === index);
}

function same(one: string | string[] | undefined, other: string | string[] | undefined): boolean {
  const words = (value: typeof one) => JSON.stringify(Array.isArray(value) && value.length === 0 ? undefined : value);
  return words(one) === words(other);
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

/** What is wrong with the rows themselves; what they mean is checked with the files. */
function checkRows(file: string, rows: NumberedRow[], languages: Language[]): Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, NumberedRow>();
  const seen = new Set<string>();
  for (const numbered of rows) {
    const { number, row } = numbered;
    const at = (name: ColumnName, what: string, fix: string) =>
      findings.push({ file, line: number, column: COLUMN_LIST.findIndex(([other]) => other === name) + 1, what, fix });
    const [id, language] = [row.id.trim(), row.language.trim()];
    if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(id))
      at(
        'id',
        `項目の id ${show(id)}は使えません。`,
        '半角の小文字と数字、「.」「-」で書いてください。例: cost.refund',
      );
    if (!languages.includes(language))
      at('language', `言語${show(language)}は使えません。`, `${languages.map(show).join('')}のどれかにしてください。`);
    if (seen.has(`${id} ${language}`))
      at('id', `${show(id)}の${show(language)}の行が2つあります。`, 'どちらかの行を消してください。');
    seen.add(`${id} ${language}`);
    for (const [name, column] of COLUMN_LIST) {
      if (column.required && parseCell(row[name], column) === undefined)
        at(
          name,
          `${show(column.title)}が空です。`,
          '文字を書いてください。項目を消したいときは、YAML のファイルから消してください。',
        );
    }
    const other = first.get(id);
    if (!other) first.set(id, numbered);
    for (const name of ['sections', 'related', 'reviewed'] as const) {
      if (other && !same(parseCell(row[name], COLUMNS[name]), parseCell(other.row[name], COLUMNS[name]))) {
        at(
          name,
          `${show(COLUMNS[name].title)}が、同じ項目の${other.number}行目と違います。`,
          '同じ項目の行では、同じ値にしてください。',
        );
      }
    }
  }
  return findings;
}
