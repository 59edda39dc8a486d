import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../../bot/commands/desk.js';
import { runCommand } from '../../bot/commands/run-command.js';
import { createPaint } from '../../bot/commands/terminal.js';
import { readConfig } from '../../bot/config.js';
import { openStorage } from '../../bot/open-storage.js';
import { openDesk } from '../../bot/staff/open-desk.js';
import { loadTexts } from '../../bot/texts.js';
import { type DeskApp, startDesk } from '../desk/support.js';
import { literalEngine } from '../support/knowledge-folder.js';

const CANARIES = ['taro@canary.example', '090-1234-5678', 'キャナリー太郎'];
let running: DeskApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  running = await startDesk();
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command as the command line does, on the running server's folders. */
async function run(argv: string[]): Promise<{ code: number; output: string }> {
  const now = () => new Date('2025-10-15T12:00:00+09:00');
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const config = readConfig({ DATA_DIR: running.data });
  const noKnowledge = () => Promise.reject(new Error('not needed'));
  const desk = new Desk({
    folder: running.knowledge,
    data: running.data,
    languages: ['ja', 'en'],
    buildEngine: literalEngine,
    now,
    texts: loadTexts('locales'),
    openQuestions: (needs) =>
      openDesk({ folder: running.data, openStore: () => openStorage(config, log), loadLive: noKnowledge, now }, needs),
  });
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const code = await runCommand(argv, desk, { write, paint: createPaint(false), ask: async () => undefined });
  return { code, output: lines.join('\n') };
}

describe('the report command', () => {
  it('reports through the running server, and nothing personal, whoever said what', async () => {
    for (let at = 0; at < 6; at += 1) {
      await running.talk([
        { text: '費用はかかりますか' },
        { text: `${CANARIES[2]}と申します。ぷるぷるの件 ${at}番。連絡は ${CANARIES[0]}、${CANARIES[1]} へ` },
      ]);
    }
    await expect
      .poll(async () => (await run(['report', '--week', '2025-W42'])).output, { timeout: 25_000, interval: 1_000 })
      .toMatch(/\| 費用はかかりますか \| 0 \| 0 \| 0 \| 6 \|/);
    const out = join(folder, 'report.html');
    expect((await run(['report', '--out', out])).code).toBe(0);
    const { output } = await run(['report']);
    expect(output).toContain('# 2025-10-13の週（2025-W42）の利用状況');
    const page = await readFile(out, 'utf8');
    expect(page).toMatch(/<figure class="chart"><svg/);
    expect(page).not.toMatch(/<(script|link|img|iframe)\b|@import|url\((?!#)/);
    for (const text of [output, page]) {
      for (const canary of CANARIES) expect(text).not.toContain(canary);
    }
  }, 60_000);

  it('says what is wrong with how it was called', async () => {
    expect(await run(['report', '--week', '2025-W60'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('例: 2025-W42'),
    });
    expect(await run(['report', '--out', 'report.pdf'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('.html'),
    });
  });
});
