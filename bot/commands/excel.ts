import { changesBetween } from '../../dialogs/domain/content/describe-change.js';
import { toRows } from '../knowledge/excel-columns.js';
import { readExcel, writeExcel } from '../knowledge/excel-file.js';
import { importRows } from '../knowledge/excel-import.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';
import { changeLines } from './versions.js';

/** Writes all FAQ entries into an Excel file. */
export const exportExcel: Command = {
  name: 'export',
  usage: 'export [ファイル.xlsx]',
  summary: 'FAQ の項目を Excel に書き出す（1行に、1つの項目の1つの言語）',
  examples: ['export', 'export 見直し.xlsx'],
  words: [0, 1],
  run: async ({ words: [path = 'knowledge.xlsx'] }, desk, terminal) => {
    const read = desk.read(await desk.files());
    if (!read.knowledge) {
      printFindings(read.findings, terminal);
      return 1;
    }
    const rows = toRows(read.knowledge.entries, desk.options.languages);
    await writeExcel(path, rows);
    terminal.write(terminal.paint.good(`${path} に${rows.length}行を書き出しました。`));
    return 0;
  },
};

/** Shows what an Excel file would change, and with --write changes it. */
export const importExcel: Command = {
  name: 'import',
  usage: 'import ファイル.xlsx [--write]',
  summary: 'Excel で直した内容との違いを見る。--write を付けると書きこむ',
  examples: ['import knowledge.xlsx', 'import knowledge.xlsx --write'],
  options: { write: { type: 'boolean' } },
  optionHelp: { write: '違いと間違いを確かめたあと、実際に書きこむ' },
  words: [1, 1],
  run: async ({ words: [path = ''], options }, desk, terminal) => {
    const files = await desk.files();
    const before = desk.read(files);
    const sheet = await readExcel(path);
    if (!before.knowledge || sheet.findings.length > 0) {
      printFindings([...before.findings, ...sheet.findings], terminal);
      return 1;
    }
    const name = path.split(/[\\/]/).at(-1) ?? path;
    const { entries } = before.knowledge;
    const imported = importRows(name, sheet.rows, files, entries, desk.options.languages);
    const after = imported.findings.length > 0 ? undefined : await desk.check(imported.files);
    const findings = [...imported.findings, ...(after?.findings ?? [])];
    if (after?.knowledge) {
      const changes = changesBetween(before.knowledge, after.knowledge);
      for (const line of changeLines(changes, terminal.paint)) terminal.write(line);
      terminal.write(changes.length === 0 ? '違いはありません。' : `違いは${changes.length}か所です。`);
      if (findings.length === 0 && changes.length === 0) return 0;
    }
    const saved =
      findings.length === 0 && options.write ? await desk.save(files, imported.files, 'import コマンド') : { findings };
    if (saved.findings.length > 0) {
      printFindings(saved.findings, terminal);
      terminal.write('何も書きこんでいません。');
      return 1;
    }
    terminal.write(
      options.write
        ? terminal.paint.good('書きこみました。')
        : '書きこむには、同じコマンドに --write を付けてください。',
    );
    return 0;
  },
};
