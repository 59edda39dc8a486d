import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { bubbles, heard, launchBrowser, openPage, say, type WatchedPage } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { builtAssets, startServer, type TestServer, type TestServerOptions } from '../support/web-server.js';

const HOUR = 3_600_000;
const tokenSecret = 'k'.repeat(32);
let browser: Browser;
let server: TestServer;
let watched: WatchedPage;
let store: MemoryStore;
let aheadMs: number;
let heardTexts: (string | undefined)[];

const runTurn = scriptedBot(({ text }) => {
  heardTexts.push(text);
  return [{ text: `答え: ${text}` }];
});

async function start(options: TestServerOptions = {}): Promise<TestServer> {
  const now = () => new Date(Date.now() + aheadMs);
  return startServer({ assets: await builtAssets(), runTurn, store, tokenSecret, now, ...options });
}

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  store = new MemoryStore(() => Date.now());
  aheadMs = 0;
  heardTexts = [];
  server = await start();
  watched = await openPage(browser, server.url);
  await heard(watched.page, 'こんにちは');
  await say(watched.page, '一');
  await heard(watched.page, '答え: 一');
});
afterEach(async () => {
  await watched.context.close();
  await server.stop();
  expect(watched.troubles.filter((what) => /^(CSP|error)/.test(what))).toEqual([]);
});

/** The server goes away and comes back on the same port. */
async function restart(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  const port = Number(new URL(server.url).port);
  await server.stop();
  await meanwhile();
  server = await start({ port });
}

it('the socket is cut: the conversation goes on, nothing is lost or doubled', async () => {
  const { page } = watched;
  for (const text of ['二', '三', '四']) {
    server.cut();
    await say(page, text);
    await heard(page, `答え: ${text}`);
  }
  expect(await bubbles(page)).toEqual([
    'こんにちは',
    '一',
    '答え: 一',
    '二',
    '答え: 二',
    '三',
    '答え: 三',
    '四',
    '答え: 四',
  ]);
  expect(heardTexts).toEqual(['一', '二', '三', '四']);
  expect(await page.getByText('再試行').count()).toBe(0);
});

it('the server is restarted: the page says so, and goes on in the same conversation', async () => {
  const { page } = watched;
  await restart(async () => {
    await page.getByRole('status').getByText('つながりません').waitFor();
  });
  await page.getByRole('status').getByText('つながりました').waitFor();
  await say(page, '二');
  await heard(page, '答え: 二');
  expect(await bubbles(page)).toEqual(['こんにちは', '一', '答え: 一', '二', '答え: 二']);
});

it('the server has lost the conversation: the page says that, and starts a new one', async () => {
  const { page } = watched;
  await restart(async () => {
    store = new MemoryStore(() => Date.now());
  });
  await page.getByRole('status').getByText('前の会話は見つかりませんでした').waitFor();
  await heard(page, 'こんにちは');
  await say(page, '二');
  await heard(page, '答え: 二');
  expect(await bubbles(page)).toEqual(['こんにちは', '二', '答え: 二']);
});

it('the token has expired while the laptop slept: the next look at the page brings a new one, in the same transcript', async () => {
  const { page } = watched;
  aheadMs = 12 * HOUR;
  const resumed = page.waitForResponse(/tokens\/resume/);
  const connected = page.waitForEvent('websocket');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await Promise.all([resumed, connected]);
  await say(page, '二');
  await heard(page, '答え: 二');
  expect(await bubbles(page)).toEqual(['こんにちは', '一', '答え: 一', '二', '答え: 二']);
});

it('the token has expired and nobody noticed: the message is not lost without a word', async () => {
  const { page } = watched;
  aheadMs = 12 * HOUR;
  await say(page, '二');
  const retry = page.getByRole('button', { name: /再試行/ });
  await retry.waitFor();
  await page
    .getByRole('status')
    .getByText('つながりました')
    .or(page.getByRole('status').getByText('送信できませんでした'))
    .waitFor();
  await retry.click();
  await heard(page, '答え: 二');
  expect(heardTexts).toEqual(['一', '二']);
});

it('a message written while the server is away is not lost without a word: it can be sent again, and arrives once', async () => {
  const { page } = watched;
  await restart(async () => {
    await page.getByRole('status').getByText('つながりません').waitFor();
    await say(page, '二');
  });
  await page.getByRole('button', { name: /再試行/ }).click();
  await heard(page, '答え: 二');
  expect(heardTexts).toEqual(['一', '二']);
});

it('two tabs of one conversation both show everything', async () => {
  const { page, context } = watched;
  const kept = await page.evaluate(() => sessionStorage.getItem('conversation'));
  const second = await context.newPage();
  await second.addInitScript((value) => sessionStorage.setItem('conversation', value ?? ''), kept);
  await second.goto(server.url);
  await heard(second, '答え: 一');
  await say(second, '二');
  await heard(second, '答え: 二');
  await heard(page, '答え: 二');
  await say(page, '三');
  await heard(second, '答え: 三');
  expect(await bubbles(second)).toEqual(await bubbles(page));
});

it('a proxy that lets no WebSocket live: after three tries the page polls, and goes on also after a failed poll', async () => {
  const { page } = watched;
  await page.routeWebSocket(/stream/, (socket) => socket.close());
  await page.reload();
  await page.waitForRequest(/activities\?watermark=/);
  await heard(page, '答え: 一');
  await say(page, '二');
  await heard(page, '答え: 二');
  let failures = 0;
  await page.route(/activities\?watermark=/, (route) =>
    failures++ === 0 ? route.fulfill({ status: 500 }) : route.continue(),
  );
  await eventually(() => failures).toBeGreaterThan(0);
  await say(page, '三');
  await heard(page, '答え: 三');
  expect(await bubbles(page)).toEqual(['こんにちは', '一', '答え: 一', '二', '答え: 二', '三', '答え: 三']);
  expect(heardTexts).toEqual(['一', '二', '三']);
}, 90_000);

it('a resume token that is wrong or too old starts a new conversation', async () => {
  const { page } = watched;
  for (const resume of ['nonsense', 'a.b.c', '']) {
    await page.evaluate((value) => {
      const kept = JSON.parse(sessionStorage.getItem('conversation') ?? '{}');
      sessionStorage.setItem('conversation', JSON.stringify({ ...kept, resume: value }));
    }, resume);
    await page.reload();
    await page.getByRole('status').getByText('前の会話は見つかりませんでした').waitFor();
    await heard(page, 'こんにちは');
    expect(await bubbles(page)).toEqual(['こんにちは']);
  }
});

it('the server is too busy for new conversations: the page waits and says how long', async () => {
  const busy = await start({ rateLimit: 1 });
  const first = await openPage(browser, busy.url);
  await heard(first.page, 'こんにちは');
  const second = await openPage(browser, busy.url);
  await second.page
    .getByRole('status')
    .getByText(/混み合っています。\d+秒ほどで/)
    .waitFor();
  await first.context.close();
  await second.context.close();
  await busy.stop();
});
