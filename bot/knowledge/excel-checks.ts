import { type Finding, show } from '../../dialogs/domain/content/finding.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import { COLUMN_LIST, COLUMNS, type ColumnName, parseCell, sameValue } from './excel-columns.js';
import type { NumberedRow } from './excel-file.js';

type Problem = [column: ColumnName, what: string, fix: string];

/** What is wrong with the rows themselves, at their cells (line = row); what they mean is checked with the files. */
export function checkRows(file: string, rows: NumberedRow[], languages: Language[]): Finding[] {
  return rows.flatMap((numbered, index) => {
    const before = rows.slice(0, index).filter(({ row }) => row.id.trim() === numbered.row.id.trim());
    return [
      ...keyProblems(numbered, before, languages),
      ...emptyCells(numbered),
      ...disagreements(numbered, before),
    ].map(([name, what, fix]) => ({ file, line: numbered.number, column: placeOf(name), what, fix }));
  });
}

function placeOf(name: ColumnName): number {
  return COLUMN_LIST.findIndex(([other]) => other === name) + 1;
}

function keyProblems({ row }: NumberedRow, before: NumberedRow[], languages: Language[]): Problem[] {
  const [id, language] = [row.id.trim(), row.language.trim()];
  const problems: Problem[] = [];
  if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(id)) {
    problems.push([
      'id',
      `項目の id ${show(id)}は使えません。`,
      '半角の小文字と数字、「.」「-」で書いてください。例: cost.refund',
    ]);
  }
  if (!languages.includes(language)) {
    problems.push([
      'language',
      `言語${show(language)}は使えません。`,
      `${languages.map(show).join('')}のどれかにしてください。`,
    ]);
  }
  if (before.some((other) => other.row.language.trim() === language)) {
    problems.push(['id', `${show(id)}の${show(language)}の行が2つあります。`, 'どちらかの行を消してください。']);
  }
  return problems;
}

function emptyCells({ row }: NumberedRow): Problem[] {
  return COLUMN_LIST.filter(([name, column]) => column.required && parseCell(row[name], column) === undefined).map(
    ([name, { title }]) => [
      name,
      `${show(title)}が空です。`,
      '文字を書いてください。項目を消したいときは、YAML のファイルから消してください。',
    ],
  );
}

/** What belongs to the entry must be the same in the rows of all its languages. */
function disagreements({ row }: NumberedRow, [first]: NumberedRow[]): Problem[] {
  if (!first) return [];
  const shared = ['sections', 'related', 'reviewed'] as const;
  const differs = (name: ColumnName) =>
    !sameValue(parseCell(row[name], COLUMNS[name]), parseCell(first.row[name], COLUMNS[name]));
  return shared
    .filter(differs)
    .map((name) => [
      name,
      `${show(COLUMNS[name].title)}が、同じ項目の${first.number}行目と違います。`,
      '同じ項目の行では、同じ値にしてください。',
    ]);
}
