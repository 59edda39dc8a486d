// The pictures of knowledge/README.md, made with the real program on a copy of the knowledge with one mistake in it:
// npm run staff-pictures
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { Desk } from '../../bot/commands/desk.js';
import { runCommand } from '../../bot/commands/run-command.js';
import { createPaint } from '../../bot/commands/terminal.js';
import { escapeHtml } from '../../bot/web/html.js';
import { type DeskApp, startDesk, TOKEN } from '../desk/support.js';
import { launchBrowser, openPage, screenshot } from '../support/browser.js';
import { literalEngine } from '../support/knowledge-folder.js';

const FOLDER = 'knowledge/pictures';
const WIDTH = 760;
const TERMINAL = `body{margin:0;background:#fff}pre{width:${WIDTH - 48}px;margin:0;padding:20px 24px;background:#1d2127;color:#e8e9ea;
font:15px/1.7 "Noto Sans JP",monospace;white-space:pre-wrap;border-radius:8px}.c31{color:#ff8a80}.c32{color:#9ccc65}.c2{color:#aab2bd}.c1{font-weight:700}`;

/** What the command prints, as a page that looks like a terminal. */
async function terminalPage({ knowledge, data }: DeskApp): Promise<string> {
  const now = () => new Date('2025-10-15T10:30:00+09:00');
  const desk = new Desk({ folder: knowledge, data, languages: ['ja', 'en'], buildEngine: literalEngine, now });
  const lines = ['$ npm run knowledge -- check'];
  await runCommand(['check'], desk, {
    write: (text) => void lines.push(text),
    paint: createPaint(true),
    ask: async () => undefined,
  });
  const coloured = escapeHtml(lines.join('\n'))
    .replaceAll('\u001b[0m', '</span>')
    .replace(/\u001b\[(\d+)m/g, '<span class="c$1">');
  return `<!doctype html><meta charset="utf-8"><style>${TERMINAL}</style><pre>${coloured}</pre>`;
}

/** Keeps a picture, packed as small as it gets without loss. */
async function keep(part: Locator | Page, name: string): Promise<void> {
  const picture = PNG.sync.read(await part.screenshot());
  const bytes = PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
  const path = join(FOLDER, `${name}.png`);
  await writeFile(path, bytes);
  console.log(`${path}  ${bytes.length} bytes`);
}

async function pictureTerminal(browser: Browser, running: DeskApp): Promise<void> {
  const markup = await terminalPage(running);
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(markup),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const { page, context } = await openPage(browser, `http://127.0.0.1:${port}`, { width: WIDTH });
  await screenshot(page, 'finding-terminal');
  await keep(page.locator('pre'), 'finding-terminal');
  await context.close();
  server.close();
}

async function picturePage(browser: Browser, running: DeskApp): Promise<void> {
  const origin = new URL(running.app.url).origin;
  const { page, context } = await openPage(browser, origin, { path: '/staff/login', width: WIDTH, height: 640 });
  await page.getByLabel('お名前').fill('佐藤');
  await page.getByLabel('合い言葉').fill(TOKEN);
  await page.getByRole('button', { name: 'ログイン' }).click();
  for (let tries = 0; tries < 60 && (await page.getByText('6行目').count()) === 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  await screenshot(page, 'finding-page');
  await keep(page, 'finding-page');
  await context.close();
}

await mkdir(FOLDER, { recursive: true });
const running = await startDesk();
const browser = await launchBrowser();
const good = await readFile(join(running.knowledge, 'faq/cost.yaml'), 'utf8');
await running.writeCost(good.replace('question: 費用', 'question：費用'));
await pictureTerminal(browser, running);
await picturePage(browser, running);
await browser.close();
await running.stop();
