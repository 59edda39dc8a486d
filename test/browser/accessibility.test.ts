import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, launchBrowser, type OpenOptions, openPage, say, sendBox } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { STATES, stateScript } from '../support/states.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let browser: Browser;
let server: TestServer;
let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchBrowser();
  server = await startServer({ assets: await builtAssets(), runTurn: scriptedBot(stateScript) });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What axe finds on a page: rule, and where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          where: Document,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const result = await axe.run(document, { runOnly: tags, rules: { 'target-size': { enabled: true } } });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, TAGS);
}

it.each<[string, OpenOptions]>([
  ['light, Japanese', {}],
  ['dark, Japanese', { dark: true }],
  ['light, English, phone', { path: '/?lang=en', width: 390, height: 844 }],
  ['dark, in a frame', { path: '/?embed=1', dark: true, width: 360, height: 640 }],
])(
  'axe finds nothing in any state (%s)',
  async (_look, options) => {
    const { page, context } = await openPage(browser, server.url, { still: true, ...options });
    await heard(page, /こんにちは|Hello/);
    for (const [state, enter] of STATES) {
      await enter(page);
      expect(await violations(page), state).toEqual([]);
    }
    await context.close();
  },
  90_000,
);

it('axe finds nothing on a page that is not there', async () => {
  const { page, context } = await openPage(browser, server.url, { path: '/result/none' });
  expect(await violations(page)).toEqual([]);
  await context.close();
});

describe('with the keyboard alone', () => {
  it('from the top: skip link, language, notice, buttons, chat, send box, contact; no trap, every stop visible', async () => {
    const { page, context } = await openPage(browser, server.url);
    await heard(page, 'こんにちは');
    const stops: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      await page.keyboard.press('Tab');
      const stop = await focused(page);
      if (stop === undefined) break;
      stops.push(stop);
    }
    const order = [
      'チャットへ移動',
      '日本語',
      'English',
      'ご利用の前に',
      '個人情報保護方針',
      '最初から',
      '会話を保存',
      '会話を消す',
      'どんなプログラム',
      'sendbox',
      '03-3582-4941',
      'CDR-Support',
    ];
    const places = order.map((name) => stops.findIndex((stop) => stop.includes(name)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await context.close();
  });

  it('the skip link leads to the chat', async () => {
    const { page, context } = await openPage(browser, server.url);
    await heard(page, 'こんにちは');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('chat');
    await context.close();
  });

  it('a suggestion is chosen, a form filled in, a result changed; the focus is never lost', async () => {
    const { page, context } = await openPage(browser, server.url);
    await heard(page, 'こんにちは');
    await page.getByRole('toolbar').getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await heard(page, '費用はかかりません');
    expect(await focused(page)).toContain('sendbox');
    await say(page, '入力');
    await heard(page, '役に立ちましたか');
    await page.getByRole('radio', { name: 'はい' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.webchat__bubble__content', { hasText: '費用はかかりません' }).count())
      .toBe(2);
    expect(await focused(page)).not.toBeUndefined();
    await context.close();
  });
});

it('a message of the bot is read out once: it enters the live region one time', async () => {
  const { page, context } = await openPage(browser, server.url);
  await heard(page, 'こんにちは');
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('.webchat__live-region-transcript[aria-live="polite"]') as Element;
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) said.push(node.textContent ?? '');
    }).observe(region, { childList: true });
  });
  for (let at = 0; at < 5; at += 1) {
    await say(page, 'x');
    await expect
      .poll(() => page.locator('.webchat__bubble__content', { hasText: 'お答えできません' }).count())
      .toBe(at + 1);
  }
  const said = () =>
    page.evaluate(
      () => (window as unknown as { said: string[] }).said.filter((text) => text.includes('お答えできません')).length,
    );
  await eventually(said).toBe(5);
  await context.close();
});

it('every message and button says which language it is in, also on a page in the other', async () => {
  const { page, context } = await openPage(browser, server.url, { path: '/?lang=en' });
  await heard(page, 'Hello');
  const languages = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.webchat__bubble__content, .webchat__suggested-action')].map(
        ({ lang }) => lang,
      ),
    );
  expect(await languages()).toEqual(['en', 'en', 'en', 'en', 'en']);
  await say(page, '費用は');
  await heard(page, '費用はかかりません');
  expect(await languages()).toEqual(['en', 'ja', 'ja']);
  await say(page, 'mixed');
  await heard(page, 'Highly Skilled Professional');
  expect((await languages()).at(-1)).toBe('en');
  await context.close();
});

it('on paper the whole conversation is there, and nothing to press', async () => {
  const { page, context } = await openPage(browser, server.url, { height: 500 });
  await heard(page, 'こんにちは');
  for (let at = 0; at < 6; at += 1) {
    await say(page, '費用は');
    await expect
      .poll(() => page.locator('.webchat__bubble__content', { hasText: '費用はかかりません' }).count())
      .toBe(at + 1);
  }
  await page.emulateMedia({ media: 'print' });
  const layout = await page.evaluate(() => {
    const bubbles = [...document.querySelectorAll('.webchat__bubble__content')].map((element) =>
      element.getBoundingClientRect(),
    );
    const shown = [
      ...document.querySelectorAll<HTMLElement>('.toolbar, nav, .webchat__send-box, .webchat__thumb-button'),
    ];
    const tops = bubbles.map(({ top }) => top);
    return {
      rising: tops.every((top, at) => at === 0 || top > (tops[at - 1] ?? 0)),
      clipped: bubbles.some(({ bottom }) => bottom > document.documentElement.scrollHeight),
      tall: document.documentElement.scrollHeight > 1500,
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      controls: shown.filter((element) => element.offsetHeight > 0).length,
    };
  });
  expect(layout).toEqual({ rising: true, clipped: false, tall: true, wide: false, controls: 0 });
  await context.close();
});

it('with reduced motion nothing moves: no animated picture, no animation, no transition', async () => {
  const { page, context } = await openPage(browser, server.url, { still: true });
  await say(page, '費用は');
  await heard(page, '費用はかかりません');
  const moving = await page.evaluate(() => {
    const running = document.getAnimations().filter(({ playState }) => playState === 'running').length;
    const gifs = [...document.querySelectorAll('*')].filter((element) =>
      getComputedStyle(element).backgroundImage.includes('image/gif'),
    ).length;
    return { running, gifs };
  });
  expect(moving).toEqual({ running: 0, gifs: 0 });
  await context.close();
});

it('targets are 24 px or more, the main ones 44 px', async () => {
  const { page, context } = await openPage(browser, server.url, { width: 320 });
  await heard(page, 'こんにちは');
  await say(page, '費用は');
  await heard(page, '費用はかかりません');
  const small = await page.evaluate(() => {
    const visible = [...document.querySelectorAll<HTMLElement>('button, summary, nav a, input')].filter(
      (element) => element.tabIndex >= 0 && element.offsetWidth > 1,
    );
    const height = (element: Element) => element.getBoundingClientRect().height;
    const main = visible.filter((element) =>
      element.matches('.toolbar button, nav a, summary, .webchat__suggested-action'),
    );
    return [
      ...visible.filter((element) => height(element) < 24),
      ...main.filter((element) => height(element) < 44),
    ].map((element) => element.outerHTML.slice(0, 120));
  });
  expect(small).toEqual([]);
  await context.close();
});

it('the send box has a name, and the chat its parts names in the page’s language', async () => {
  const { page, context } = await openPage(browser, server.url, { path: '/?lang=en' });
  await heard(page, 'Hello');
  await page.getByRole('region', { name: 'Chat' }).waitFor();
  await page.getByRole('group', { name: 'Conversation' }).waitFor();
  expect(await sendBox(page).getAttribute('aria-label')).toMatch(/message|question/i);
  await context.close();
});

/** What has the focus, with a visible sign of it; undefined when nothing has. */
async function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return undefined;
    return `${element.textContent} ${element.dataset.id ?? ''}`;
  });
}
