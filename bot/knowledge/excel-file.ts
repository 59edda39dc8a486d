import { type Finding, show } from '../../dialogs/domain/content/finding.js';
import { nearestName } from '../../dialogs/domain/content/nearest-name.js';
import { COLUMN_LIST, type ColumnName, type ExcelRow } from './excel-columns.js';

/** A row with its number in the sheet, from 1. */
export interface NumberedRow {
  number: number;
  row: ExcelRow;
}

/** Writes the rows as an .xlsx file with Japanese headings that stay in sight; every cell is text, never a formula. */
export async function writeExcel(path: string, rows: ExcelRow[]): Promise<void> {
  const head = COLUMN_LIST.map(([, { title }]) => ({ value: title, fontWeight: 'bold' as const }));
  const body = rows.map((row) =>
    COLUMN_LIST.map(([name]) =>
      row[name] === '' ? null : { value: row[name], type: String, wrap: true, alignVertical: 'top' as const },
    ),
  );
  const options = {
    columns: COLUMN_LIST.map(([, { width }]) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: 2,
    sheet: 'FAQ',
  };
  const { default: writeExcelFile } = await import('write-excel-file/node');
  await writeExcelFile([head, ...body], options).toFile(path);
}

/** Reads the first sheet. Columns may stand in any order; further ones are ignored; missing ones are findings. */
export async function readExcel(path: string): Promise<{ rows: NumberedRow[]; findings: Finding[] }> {
  const file = path.split(/[\\/]/).at(-1) ?? path;
  const { readSheet } = await import('read-excel-file/node');
  const cells = await readSheet(path, 1, { trim: false }).catch(() => undefined);
  const head = cells?.[0];
  if (!cells || !head) {
    const what = 'Excel のファイル（.xlsx）として読めません。';
    return {
      rows: [],
      findings: [
        { file, line: 1, column: 1, what, fix: 'Excel で開き、「Excel ブック（.xlsx）」として保存し直してください。' },
      ],
    };
  }
  const titles = head.map((cell) => toText(cell).trim());
  const findings = missingColumns(file, titles);
  const rows = cells.slice(1).flatMap((line, index) => {
    const pairs = COLUMN_LIST.map(([name, { title }]) => [name, toText(line[titles.indexOf(title)])]);
    const row = Object.fromEntries(pairs) as Record<ColumnName, string>;
    return Object.values(row).some((text) => text.trim()) ? [{ number: index + 2, row }] : [];
  });
  return { rows: findings.length > 0 ? [] : rows, findings };
}

function missingColumns(file: string, titles: string[]): Finding[] {
  return COLUMN_LIST.filter(([, { title }]) => !titles.includes(title)).map(([, { title }]) => {
    const near = nearestName(title, titles);
    const what = near ? `列の見出し${show(near)}が変わっています。` : `${show(title)}の列がありません。`;
    const column = near ? titles.indexOf(near) + 1 : titles.length + 1;
    return { file, line: 1, column, what, fix: `1行目の見出しを${show(title)}にしてください。` };
  });
}

/** A cell as text: dates that Excel made of our days go back, line ends are unified. */
function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell)
    .replace(/_x000D_/g, '')
    .replace(/\r\n?/g, '\n');
}
