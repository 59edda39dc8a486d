import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COLUMN_LIST, COLUMNS, type ColumnName, type ExcelRow, toRows } from '../../bot/knowledge/excel-columns.js';
import { readExcel, writeExcel } from '../../bot/knowledge/excel-file.js';
import { knowledgeVersion } from '../../bot/knowledge/knowledge-version.js';
import { type TestDesk, testDesk } from '../support/desk.js';

const sheetOf = ({ data }: TestDesk) => `${data}.xlsx`;

/** The exported rows, changed and written again. */
async function edited(desk: TestDesk, change: (rows: ExcelRow[]) => void): Promise<string> {
  const path = sheetOf(desk);
  const { entries } = desk.desk.read(await desk.desk.files()).knowledge!;
  const rows = toRows(entries, ['ja', 'en']);
  change(rows);
  await writeExcel(path, rows);
  return path;
}

const rowOf = (rows: ExcelRow[], id: string, language: string) =>
  rows.find((row) => row.id === id && row.language === language)!;

describe('the Excel sheet', () => {
  it('has one row each entry and language, and comes back as it was', async () => {
    const desk = await testDesk();
    const path = sheetOf(desk);
    expect((await desk.run(['export', path])).code).toBe(0);
    const { entries } = desk.desk.read(await desk.desk.files()).knowledge!;
    const { rows, findings } = await readExcel(path);
    expect(findings).toEqual([]);
    expect(rows.map(({ row }) => row)).toEqual(toRows(entries, ['ja', 'en']));
  });

  it('exported and imported changes not one letter of any file', async () => {
    const desk = await testDesk();
    const before = knowledgeVersion(await desk.desk.files());
    await desk.run(['export', sheetOf(desk)]);
    const { code, output } = await desk.run(['import', sheetOf(desk), '--write']);
    expect(output).toContain('違いはありません');
    expect(code).toBe(0);
    expect(knowledgeVersion(await desk.desk.files())).toBe(before);
  });

  it('shows the differences first, and writes only with --write', async () => {
    const desk = await testDesk();
    const before = knowledgeVersion(await desk.desk.files());
    const path = await edited(desk, (rows) => {
      rowOf(rows, 'cost.fee', 'ja').answer = '無料です: はい。\n\n次の段落です。';
      rowOf(rows, 'cost.fee', 'ja').ask += '\n=SUM(A1)\n- 記号';
    });
    const shown = await desk.run(['import', path]);
    expect(shown.output).toContain('  + 無料です: はい。');
    expect(shown.output).toContain('--write を付けて');
    expect(knowledgeVersion(await desk.desk.files())).toBe(before);
    expect((await desk.run(['import', path, '--write'])).code).toBe(0);
    const entry = desk.desk.read(await desk.desk.files()).knowledge?.entries.find(({ id }) => id === 'cost.fee');
    expect(entry?.text.ja?.answer).toBe('無料です: はい。\n\n次の段落です。');
    expect(entry?.text.ja?.ask.slice(-2)).toEqual(['=SUM(A1)', '- 記号']);
    expect((await desk.run(['import', path])).output).toContain('違いはありません');
  });

  it('adds entries whose id is new, and leaves entries alone that it does not hold', async () => {
    const desk = await testDesk();
    const path = await edited(desk, (rows) => {
      const fresh = rows
        .filter(({ id }) => id === 'cost.fee')
        .map((row) => ({ ...row, id: 'cost.refund', ask: '返金 refund' }));
      rows.splice(0, rows.length, ...fresh);
    });
    expect((await desk.run(['import', path, '--write'])).output).toContain('追加: cost.refund');
    const ids = desk.desk.read(await desk.desk.files()).knowledge?.entries.map(({ id }) => id);
    expect(ids).toContain('cost.refund');
    expect(ids).toContain('cost.fee');
  });

  it.each<[string, (rows: ExcelRow[]) => void, string, string]>([
    [
      'an empty answer',
      (rows) => {
        rowOf(rows, 'cost.fee', 'ja').answer = ' ';
      },
      'answer',
      '「答え」が空です',
    ],
    [
      'an unknown language',
      (rows) => {
        rowOf(rows, 'cost.fee', 'en').language = 'fr';
      },
      'language',
      '言語「fr」は使えません',
    ],
    [
      'an id in Japanese',
      (rows) => {
        rowOf(rows, 'cost.fee', 'ja').id = '費用';
      },
      'id',
      'id 「費用」は使えません',
    ],
    [
      'sections that differ',
      (rows) => {
        rowOf(rows, 'cost.fee', 'en').sections = 'Ⅱ.5';
      },
      'sections',
      '行目と違います',
    ],
    [
      'a row twice',
      (rows) => {
        rows.push({ ...rowOf(rows, 'cost.fee', 'ja') });
      },
      'id',
      '行が2つあります',
    ],
  ])('%s is refused at its cell, and nothing is written', async (_, change, column, what) => {
    const desk = await testDesk();
    const before = knowledgeVersion(await desk.desk.files());
    const path = await edited(desk, change);
    const { code, output } = await desk.run(['import', path, '--write']);
    const place = COLUMN_LIST.findIndex(([name]) => name === (column as ColumnName)) + 1;
    expect(output).toMatch(new RegExp(`\\.xlsx:\\d+:${place}\\n.*${what}`));
    expect(code).toBe(1);
    expect(knowledgeVersion(await desk.desk.files())).toBe(before);
  });

  it('checks what it means like any other change', async () => {
    const desk = await testDesk();
    const path = await edited(desk, (rows) => {
      rowOf(rows, 'cost.fee', 'ja').answer = 'くわしくは https://example.jp へ。';
    });
    const { code, output } = await desk.run(['import', path, '--write']);
    expect(output).toContain('URLがそのまま書かれています');
    expect(output).toContain('何も書きこんでいません');
    expect(code).toBe(1);
  });

  it('says which heading was changed, and what is no Excel file', async () => {
    const desk = await testDesk();
    const { default: write } = await import('write-excel-file/node');
    const titles = COLUMN_LIST.map(([, { title }]) => (title === COLUMNS.answer.title ? '答え！' : title));
    await write([titles.map((value) => ({ value }))]).toFile(sheetOf(desk));
    expect((await desk.run(['import', sheetOf(desk)])).output).toContain('1行目の見出しを「答え」にしてください');
    const missing = await desk.run(['import', join(desk.folder, 'program.yaml')]);
    expect(missing.output).toContain('Excel のファイル（.xlsx）として読めません');
    expect(missing.code).toBe(1);
  });
});
