import { type Change, changesBetween, summarise } from '../../dialogs/domain/content/describe-change.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import { knowledgeVersion } from '../knowledge/knowledge-version.js';
import type { Command } from './command.js';
import type { Desk } from './desk.js';
import { printFindings } from './print-findings.js';
import type { Paint, Terminal } from './terminal.js';

/** Shows what differs between the version that serves and the files now. */
export const diff: Command = {
  name: 'diff',
  usage: 'diff [版]',
  summary: '公開中の版（または指定した版）と、今のファイルの違いを見る',
  examples: ['diff', 'diff 3f2a9c'],
  words: [0, 1],
  run: async ({ words: [wanted] }, desk, terminal) => {
    const version = wanted ?? (await desk.history.newest())?.version;
    const kept = version && (await desk.history.files(version));
    if (!kept) {
      terminal.write(wanted ? `「${wanted}」という版はありません。history で確かめてください。` : NOTHING_KEPT);
      return wanted ? 2 : 0;
    }
    const [before, after] = [desk.read(kept), desk.read(await desk.files())];
    if (!after.knowledge || !before.knowledge) {
      printFindings(after.findings, terminal);
      return 1;
    }
    const changes = changesBetween(before.knowledge, after.knowledge);
    for (const line of changeLines(changes, terminal.paint)) terminal.write(line);
    terminal.write(changes.length === 0 ? '違いはありません。' : `違いは${changes.length}か所です。`);
    return 0;
  },
};

/** Changes with the texts before (-) and after (+). */
export function changeLines(changes: Change[], paint: Paint): string[] {
  return changes.flatMap(({ kind, name, part, before, after }) => {
    if (kind !== 'changed') return [paint.strong(`${kind === 'added' ? '追加' : '削除'}: ${name}`)];
    const [was, is] = [(before ?? '').split('\n'), (after ?? '').split('\n')];
    const gone = was.filter((line) => line && !is.includes(line)).map((line) => paint.bad(`  - ${line}`));
    const come = is.filter((line) => line && !was.includes(line)).map((line) => paint.good(`  + ${line}`));
    const moved = gone.length + come.length === 0 ? ['  （並び順の変更）'] : [];
    return [paint.strong(`変更: ${name}${part ? `（${part}）` : ''}`), ...gone, ...come, ...moved];
  });
}

const NOTHING_KEPT = '残してある版はまだありません。ボットを動かすか、コマンドで書きこむと残ります。';

/** Lists the good versions. */
export const history: Command = {
  name: 'history',
  usage: 'history [--all]',
  summary: 'これまでの正しい版を、新しい順に見る',
  examples: ['history', 'history --all'],
  options: { all: { type: 'boolean' } },
  optionHelp: { all: '20件より前も全部出す' },
  words: [0, 0],
  run: async ({ options }, desk, { write, paint }) => {
    const versions = await desk.history.list();
    if (versions.length === 0) write(NOTHING_KEPT);
    for (const { version, at, summary, by } of options.all ? versions : versions.slice(0, 20)) {
      write(`${paint.strong(version)}  ${japanTime(at)}`);
      for (const line of summary) write(`    ${line}`);
      if (by) write(paint.weak(`    書いた人: ${by}`));
    }
    return 0;
  },
};

function japanTime(at: string): string {
  return new Intl.DateTimeFormat('ja', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Tokyo' }).format(
    new Date(at),
  );
}

/** Brings a good version back. */
export const undo: Command = {
  name: 'undo',
  usage: 'undo [--to 版]',
  summary: 'ひとつ前の正しい版（または指定した版）に戻す',
  examples: ['undo', 'undo --to 3f2a9c'],
  options: { to: { type: 'string' } },
  optionHelp: { to: '戻したい版（history に出る文字。初めの数文字でよい）' },
  words: [0, 0],
  run: async ({ options }, desk, terminal) => {
    const files = await desk.files();
    const version = options.to ? String(options.to) : await versionBefore(files, desk);
    const kept = version ? await desk.history.files(version) : undefined;
    if (!version || !kept) {
      terminal.write(
        options.to ? `「${options.to}」という版はありません。history で確かめてください。` : '戻せる版がありません。',
      );
      return 2;
    }
    await restore(files, kept, desk);
    const [was, is] = [desk.read(files).knowledge, desk.read(kept).knowledge];
    for (const line of was && is ? summarise(changesBetween(was, is)) : []) terminal.write(`  ${line}`);
    terminal.write(
      terminal.paint.good(`版 ${version} に戻しました。undo をもう一度使うと、戻す前の正しい版になります。`),
    );
    return 0;
  },
};

/** The newest good version that differs from the files: the one before, or the last good one when they are broken. */
async function versionBefore(files: SourceFile[], desk: Desk): Promise<string | undefined> {
  const now = knowledgeVersion(files);
  const versions = await desk.history.list();
  return versions.find(({ version }) => version !== now)?.version;
}

/** Puts the kept files in place; files that the version doesn't have, and broken texts, are moved into the data folder. */
async function restore(files: SourceFile[], kept: SourceFile[], desk: Desk): Promise<void> {
  const { mkdir, rename, copyFile } = await import('node:fs/promises');
  const { dirname, join } = await import('node:path');
  const aside = join(desk.options.data, 'knowledge', 'replaced', knowledgeVersion(files));
  const goal = new Map(kept.map(({ path, text }) => [path, text]));
  for (const { path, text, unreadable } of files) {
    if (goal.get(path) === text && !unreadable) continue;
    const target = join(aside, path);
    await mkdir(dirname(target), { recursive: true });
    await (goal.has(path) ? copyFile(desk.place(path), target) : rename(desk.place(path), target));
  }
  await desk.write(files, kept);
  const at = desk.options.now().toISOString();
  const version = knowledgeVersion(kept);
  await desk.history.keep(kept, { version, at, summary: [`版 ${version} に戻した`], by: 'undo コマンド' });
}

/** Lets a save go live although much is missing in it. */
export const accept: Command = {
  name: 'accept',
  usage: 'accept',
  summary: '項目がたくさん減った保存を、そのとおりでよいと認める',
  examples: ['accept'],
  words: [0, 0],
  run: async (_, desk, terminal: Terminal) => {
    const files = await desk.files();
    const read = desk.read(files);
    if (!read.knowledge) {
      printFindings(read.findings, terminal);
      return 1;
    }
    await desk.history.accept(knowledgeVersion(files));
    terminal.write(
      terminal.paint.good('今のファイルのとおりでよいと記録しました。ボットが動いていれば、すぐに公開されます。'),
    );
    return 0;
  },
};
