import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  heard,
  launchBrowser,
  type OpenOptions,
  openPage,
  say,
  sendBox,
  suggestion,
  type WatchedPage,
} from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { answer, scriptedBot } from '../support/scripted-bot.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

let browser: Browser;
let server: TestServer;
let watched: WatchedPage;
const received: { type?: string; text?: string; name?: string; value?: unknown }[] = [];

const talk = scriptedBot((activity) => {
  received.push(activity);
  const value = activity.value as { command?: string; locale?: string } | undefined;
  if (value?.command === 'language' || activity.text === '英語で') {
    const english = value?.locale !== 'ja';
    return [
      {
        text: english ? 'I speak English now.' : '日本語でご案内します。',
        locale: english ? 'en-US' : 'ja-JP',
      },
    ];
  }
  if (value?.command) return [{ text: `命令: ${value.command}` }];
  return [answer('cost', `「${activity.text}」の答えです。`), answer('cost-2', '二つ目の答えです。')];
});

beforeAll(async () => {
  browser = await launchBrowser();
  const runTurn: typeof talk = async (record, activity) => {
    if (activity.type === 'event') received.push(activity);
    return talk(record, activity);
  };
  server = await startServer({ assets: await builtAssets(), runTurn });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(async () => {
  const { troubles, foreign } = watched;
  await watched.context.close();
  expect(troubles).toEqual([]);
  expect(foreign).toEqual([]);
});

async function open(options: OpenOptions = {}) {
  received.length = 0;
  watched = await openPage(browser, server.url, options);
  return watched.page;
}

describe('a person who opens the page', () => {
  it('is greeted, asks in Japanese, gets the answer, reloads, and still sees all of it, once', async () => {
    const page = await open();
    await heard(page, 'こんにちは');
    await say(page, '費用はかかりますか');
    await heard(page, '「費用はかかりますか」の答えです。');
    await page.reload();
    await heard(page, '二つ目の答えです。');
    const bubbles = await page.locator('.webchat__bubble__content').allInnerTexts();
    expect(bubbles.map((text) => text.split('\n')[0])).toEqual([
      expect.stringContaining('こんにちは'),
      '費用はかかりますか',
      '「費用はかかりますか」の答えです。',
      '二つ目の答えです。',
    ]);
    await say(page, '続き');
    await heard(page, '「続き」の答えです。');
    expect(received.map(({ text }) => text)).toEqual(['費用はかかりますか', '続き']);
  });

  it('presses a suggestion instead of typing', async () => {
    const page = await open();
    await suggestion(page, '申込資格を確かめる').click();
    await heard(page, '命令: menu');
    expect(received).toMatchObject([{ type: 'message', text: '申込資格を確かめる', value: { command: 'menu' } }]);
  });

  it('reads what the chat is, the notice and the telephone before any script has come, and when none comes', async () => {
    watched = await openPage(browser, server.url, { path: '/healthz' });
    const { page } = watched;
    await page.route('**/assets/webchat-*', () => {});
    await page.goto(server.url, { waitUntil: 'commit' });
    for (const text of [
      '案内チャット',
      'ご利用の前に',
      '書かないでください',
      '03-3582-4941',
      'チャットを準備しています',
    ]) {
      await page.getByText(text).first().waitFor();
    }
  });

  it('is told where to turn when the chat cannot be loaded', async () => {
    watched = await openPage(browser, server.url, { path: '/healthz' });
    const { page } = watched;
    await page.route('**/assets/webchat-*', (route) => route.abort());
    await page.goto(server.url);
    await page.getByRole('status').getByText('電話かメール').waitFor();
    watched.troubles.splice(0, watched.troubles.length, ...watched.troubles.filter((what) => !/ERR_FAILED/.test(what)));
  });

  it('types with a conversion (IME): the Enter that ends it sends nothing', async () => {
    const page = await open();
    await sendBox(page).click();
    const client = await watched.context.newCDPSession(page);
    await client.send('Input.imeSetComposition', { text: 'ひよう', selectionStart: 3, selectionEnd: 3 });
    await client.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await client.send('Input.insertText', { text: '費用' });
    expect(await sendBox(page).inputValue()).toBe('費用');
    await page.keyboard.press('Enter');
    await heard(page, '「費用」の答えです。');
    expect(received.map(({ text }) => text)).toEqual(['費用']);
  });

  it('writes two lines with Shift+Enter', async () => {
    const page = await open();
    await sendBox(page).fill('一行目');
    await sendBox(page).press('Shift+Enter');
    await page.keyboard.type('nigyoume');
    await page.keyboard.press('Enter');
    await heard(page, '一行目');
    await eventually(() => received[0]?.text).toBe('一行目\nnigyoume');
  });
});

describe('the language', () => {
  it('is Japanese unless asked for English, by address or by switch; the switch tells the bot and keeps the conversation', async () => {
    const page = await open();
    await heard(page, 'こんにちは');
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await page.getByRole('link', { name: 'English' }).click();
    await heard(page, 'I speak English now.');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toContain('information chat');
    expect(page.url()).toContain('lang=en');
    expect(await sendBox(page).getAttribute('placeholder')).toBe('Type your question');
    await page.getByRole('heading', { name: 'Before you start' }).waitFor();
    await heard(page, 'こんにちは');
    expect(received).toMatchObject([{ value: { command: 'language', locale: 'en' } }]);
    await page.reload();
    await heard(page, 'I speak English now.');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('follows the bot when it is switched by a typed wish, now and after a reload', async () => {
    const page = await open();
    await say(page, '英語で');
    await heard(page, 'I speak English now.');
    await page.locator('html[lang="en"]').waitFor();
    expect(received.map(({ text }) => text)).toEqual(['英語で']);
    await page.goto(server.url);
    await page.locator('html[lang="en"]').waitFor();
  });
});

describe('the buttons above the chat', () => {
  it('「最初から」 asks the bot to start over', async () => {
    const page = await open();
    await heard(page, 'こんにちは');
    await page.getByRole('button', { name: '最初から' }).click();
    await heard(page, '命令: restart');
    expect(await page.locator('.webchat__bubble--from-user').count()).toBe(0);
  });

  it('「会話を保存」 gives the conversation as a text file', async () => {
    const page = await open();
    await say(page, '費用は');
    await heard(page, '二つ目');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '会話を保存' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^chat-\d{4}-\d{2}-\d{2}\.txt$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain('案内チャットの記録');
    expect(text).toMatch(/\] あなた\n費用は\n\n\[.+\] 案内\n「費用は」の答えです。/);
  });

  it('「会話を消す」 erases it on the server, in the tab and on the screen, and starts anew', async () => {
    const page = await open();
    await say(page, '秘密の質問');
    await heard(page, '秘密の質問');
    const before = JSON.parse((await page.evaluate(() => sessionStorage.getItem('conversation'))) ?? '{}');
    expect(await server.conversations.get(before.conversationId)).toBeDefined();
    await page.getByRole('button', { name: '会話を消す' }).click();
    await page.getByRole('status').getByText('会話を消しました').waitFor();
    expect(await server.conversations.get(before.conversationId)).toBeUndefined();
    await heard(page, 'こんにちは');
    expect(await page.locator('#chat').innerText()).not.toContain('秘密');
    const after = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(after).not.toContain(before.conversationId);
    await page.goBack().catch(() => {});
    expect(await page.locator('body').innerText()).not.toContain('秘密');
  });
});

describe('feedback', () => {
  it('is asked for under each answer, not under the greeting; sent once, changeable', async () => {
    const page = await open();
    await heard(page, 'こんにちは');
    expect(await page.getByRole('button', { name: '役に立った' }).count()).toBe(0);
    await say(page, '費用は');
    await heard(page, '二つ目');
    await eventually(() => page.getByRole('button', { name: '役に立った' }).count()).toBe(2);
    const yes = page.getByRole('button', { name: '役に立った' }).first();
    await yes.click();
    await eventually(() => received.filter(({ name }) => name === 'feedback').length).toBe(1);
    expect(await yes.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: '立たなかった' }).first().click();
    await eventually(() => received.filter(({ name }) => name === 'feedback').length).toBe(2);
    const values = received.filter(({ name }) => name === 'feedback').map(({ value }) => value);
    expect(values).toEqual([
      { activityId: expect.stringMatching(/^\w{16,}$/), helpful: true },
      { activityId: expect.stringMatching(/^\w{16,}$/), helpful: false },
    ]);
  });
});

describe('privacy', () => {
  it('no cookie, no text of the conversation in any storage; the notice stands before the first message and can be read again', async () => {
    const page = await open();
    const notice = page.locator('details.notice');
    expect(await notice.getAttribute('open')).not.toBeNull();
    await say(page, 'カナリア');
    await heard(page, 'カナリア');
    expect(await notice.getAttribute('open')).toBeNull();
    expect(await watched.context.cookies()).toEqual([]);
    const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
    expect(stored).not.toContain('カナリア');
    expect(JSON.parse(stored)).toEqual([{ conversation: expect.any(String) }, {}]);
  });
});

describe('speed', () => {
  it('the shell is at most 30 KB, the bundle at most 700 KB, and nothing else is loaded', async () => {
    const sizes = new Map<string, number>();
    watched = await openPage(browser, server.url, { path: '/healthz' });
    const { page } = watched;
    page.on('requestfinished', async (request) => {
      const size = (await request.sizes()).responseBodySize;
      sizes.set(new URL(request.url()).pathname.replace(/-[0-9a-f]{16}/, ''), size);
    });
    await page.goto(server.url);
    await heard(page, 'こんにちは');
    const names = [...sizes.keys()].filter((name) => /^\/(?!v3\/)/.test(name));
    expect(names.sort()).toEqual(['/', '/assets/page.js', '/assets/style.css', '/assets/webchat.js']);
    const shell = (sizes.get('/') ?? 0) + (sizes.get('/assets/page.js') ?? 0) + (sizes.get('/assets/style.css') ?? 0);
    expect(shell).toBeLessThan(30_000);
    expect(sizes.get('/assets/webchat.js')).toBeLessThan(700_000);
    console.log(`shell ${shell} bytes, bundle ${sizes.get('/assets/webchat.js')} bytes`);
  });
});

describe('small and zoomed screens', () => {
  it.each([
    [320, 640],
    [320, 256],
    [390, 844],
    [768, 1024],
  ])('%d × %d: nothing runs off sideways, and the send box can be reached', async (width, height) => {
    const page = await open({ width, height });
    await say(page, '長い'.repeat(60) + 'supercalifragilistic'.repeat(5));
    await heard(page, '二つ目');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await sendBox(page).scrollIntoViewIfNeeded();
    expect(await sendBox(page).isVisible()).toBe(true);
  });

  it('wider text spacing (WCAG 1.4.12) cuts nothing off', async () => {
    const page = await open({ width: 320 });
    await heard(page, 'こんにちは');
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('body *')) {
        element.style.lineHeight = '1.5';
        element.style.letterSpacing = '0.12em';
        element.style.wordSpacing = '0.16em';
      }
    });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    const cut = await page.evaluate(
      () =>
        [...document.querySelectorAll('body > header *, .introduction *, .contact *, .toolbar button')].filter(
          (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow === 'hidden',
        ).length,
    );
    expect(cut).toBe(0);
  });
});

it('too many messages in a minute: the chat says so, and nothing hangs', async () => {
  const limited = await startServer({ assets: await builtAssets(), runTurn: talk, rateLimit: 2 });
  watched = await openPage(browser, limited.url);
  const { page } = watched;
  for (const text of ['一', '二', '三']) await say(page, text);
  await heard(page, '1分ほど待って');
  watched.troubles.splice(0, watched.troubles.length, ...watched.troubles.filter((what) => !/429/.test(what)));
  await watched.context.close();
  await limited.stop();
});
