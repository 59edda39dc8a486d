import type { Checked } from '../knowledge/checker.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';
import type { Terminal } from './terminal.js';

/** Says whether the files as they are saved now can serve. */
export const check: Command = {
  name: 'check',
  usage: 'check',
  summary: '今のファイルに間違いがないか確かめる',
  examples: ['check'],
  words: [0, 0],
  run: async (_, desk, terminal) => {
    const checked = await desk.check(await desk.files());
    if (checked.findings.length > 0) {
      printFindings(checked.findings, terminal);
      terminal.write('公開中の内容は変わっていません。直して保存すると、自動で公開されます。');
      return 1;
    }
    terminal.write(allRight(checked, terminal));
    return 0;
  },
};

function allRight({ files, knowledge }: Checked, { paint }: Terminal): string {
  const tests = (knowledge?.entries ?? [])
    .flatMap(({ text }) => Object.values(text))
    .reduce((sum, words) => sum + (words.tests?.length ?? 0) + (words.not?.length ?? 0), 0);
  const counts = `${files.length}ファイル、${knowledge?.entries.length ?? 0}項目、確認用の質問${tests}問`;
  return paint.good(`間違いはありません（${counts}）。`);
}
