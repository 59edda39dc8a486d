import type { Checked } from '../knowledge/checker.js';
import { engineBuilder } from '../knowledge/engine-builder.js';
import { qualityWarnings } from '../knowledge/quality.js';
import type { Command } from './command.js';
import type { Desk } from './desk.js';
import { printFindings } from './print-findings.js';
import type { Terminal } from './terminal.js';

/** Says whether the files as they are saved now can serve. */
export const check: Command = {
  name: 'check',
  usage: 'check [--warnings] [--quick]',
  summary: '今のファイルに間違いがないか確かめる',
  examples: ['check', 'check --warnings', 'check --warnings --quick'],
  options: { warnings: { type: 'boolean' }, quick: { type: 'boolean' } },
  optionHelp: {
    warnings: '間違いではないが、直したほうがよいところも出す（約1分）',
    quick: '時間のかかる「紛らわしい項目」を調べない',
  },
  words: [0, 0],
  run: async ({ options }, desk, terminal) => {
    const checked = await desk.check(await desk.files());
    if (checked.findings.length > 0) {
      printFindings(checked.findings, terminal);
      terminal.write('公開中の内容は変わっていません。直して保存すると、自動で公開されます。');
      return 1;
    }
    terminal.write(allRight(checked, terminal));
    if (options.warnings) await warn(checked, desk, terminal, options.quick !== true);
    return 0;
  },
};

async function warn({ files, knowledge }: Checked, desk: Desk, terminal: Terminal, thorough: boolean): Promise<void> {
  if (!knowledge) return;
  const { phrases = [] } = desk.options;
  const groups = await qualityWarnings(files, knowledge, {
    today: desk.today(),
    phrases,
    ...(thorough ? { buildEngine: engineBuilder() } : {}),
  });
  for (const { title, findings } of groups) {
    terminal.write(`\n${terminal.paint.strong(`■ ${title}: ${findings.length}件`)}`);
    for (const { file, line, column, what, fix } of findings)
      terminal.write(`${file}:${line}:${column}\n  ${what}\n  → ${fix}`);
  }
}

function allRight({ files, knowledge }: Checked, { paint }: Terminal): string {
  const tests = (knowledge?.entries ?? [])
    .flatMap(({ text }) => Object.values(text))
    .reduce((sum, words) => sum + (words.tests?.length ?? 0) + (words.not?.length ?? 0), 0);
  const counts = `${files.length}ファイル、${knowledge?.entries.length ?? 0}項目、確認用の質問${tests}問`;
  return paint.good(`間違いはありません（${counts}）。`);
}
