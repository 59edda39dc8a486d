import type { Entry, EntryText, Language } from '../../dialogs/domain/content/knowledge.js';

/** One row of the sheet: an entry in one language, all cells as text. */
export type ExcelRow = Record<ColumnName, string>;

/** A column of the sheet. */
export interface Column {
  /** Heading in the first row. */
  title: string;
  /** In characters. */
  width: number;
  /** Where its value stands inside the entry; `*` is the row's language. Undefined for the row's own key. */
  path?: string[];
  /** How several values share a cell. */
  list?: ', ' | '\n';
  required?: boolean;
}

/** The columns in order; the first two say which entry and language a row is. */
export const COLUMNS = {
  id: { title: '項目', width: 24 },
  language: { title: '言語', width: 6 },
  question: { title: '見出し', width: 30, path: ['*', 'question'], required: true },
  ask: { title: '聞かれ方（1行に1つ）', width: 50, path: ['*', 'ask'], list: '\n', required: true },
  answer: { title: '答え', width: 60, path: ['*', 'answer'], required: true },
  more: { title: 'もっと詳しく', width: 40, path: ['*', 'more'] },
  tests: { title: '確認用の質問（1行に1つ）', width: 30, path: ['*', 'tests'], list: '\n' },
  not: { title: '来てはいけない質問（1行に1つ）', width: 30, path: ['*', 'not'], list: '\n' },
  sections: { title: '根拠', width: 16, path: ['sections'], list: ', ', required: true },
  related: { title: '関係する項目', width: 30, path: ['related'], list: ', ' },
  reviewed: { title: '確かめた日', width: 12, path: ['reviewed'] },
} as const satisfies Record<string, Column>;

/** Name of a column in code. */
export type ColumnName = keyof typeof COLUMNS;

/** All columns in order. */
export const COLUMN_LIST = Object.entries(COLUMNS) as [ColumnName, Column][];

/** The sheet's rows of entries: one each entry and language, in the order of the files. */
export function toRows(entries: Entry[], languages: Language[]): ExcelRow[] {
  return entries.flatMap((entry) =>
    languages.map((language) => {
      const cells = COLUMN_LIST.map(([name, column]) => [name, cellOf(entry, language, name, column)]);
      return Object.fromEntries(cells) as ExcelRow;
    }),
  );
}

function cellOf(entry: Entry, language: Language, name: ColumnName, { list }: Column): string {
  if (name === 'id') return entry.id;
  if (name === 'language') return language;
  const value = partOf(entry, language, name);
  return Array.isArray(value) ? value.join(list) : (value ?? '');
}

/** What an entry holds in a column's place. */
export function partOf(entry: Entry, language: Language, name: ColumnName): string | string[] | undefined {
  if (name === 'sections' || name === 'related' || name === 'reviewed') return entry[name];
  return entry.text[language]?.[name as keyof EntryText];
}

/** A cell's text as the value that stands in the file; undefined when the cell is empty. */
export function parseCell(text: string, { list }: Column): string | string[] | undefined {
  const parts = list
    ? text
        .split(list === '\n' ? '\n' : /[,、，]/)
        .map((part) => part.trim())
        .filter(Boolean)
    : [text.trim()];
  if (parts.length === 0 || parts[0] === '') return undefined;
  return list ? parts : parts[0];
}

/** Whether two cells mean the same; an empty list is an empty cell. */
export function sameValue(one: string | string[] | undefined, other: string | string[] | undefined): boolean {
  const words = (value: typeof one) => JSON.stringify(Array.isArray(value) && value.length === 0 ? undefined : value);
  return words(one) === words(other);
}
