import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { bubbles, heard, launchBrowser, openPage, say, screenshot, sendBox } from '../support/browser.js';
import { eventually } from '../support/eventually.js';

/** The real program in a real browser: what a clerk does on the page, from the first question to the hand-off. */
let app: App;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-'));
  browser = await launchBrowser();
  const environment = {
    PORT: '0',
    DATA_DIR: folder,
    NOW: '2025-10-15T10:30:00+09:00',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
  };
  app = await startApp(readConfig(environment), { locales: 'locales', web: 'dist/web' });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The answers of a company that meets every condition, as the buttons say them. */
const PASSING = [
  '株式会社',
  '高度専門職・技人国など',
  'はい',
  'はい',
  '正社員',
  'はい',
  'いいえ',
  'いいえ',
  '日本国内',
  '自社で雇う',
  'どちらも受けていない',
  'はい',
  'はい',
  '同じ会社',
  'はい',
  'はい',
  'はい',
  '読んで、同意する',
];

const home = () => app.url.replace(/\/$/, '');

/** Presses a button of the chat by keyboard alone: focus it, Enter. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).last();
  await button.focus();
  await page.keyboard.press('Enter');
}

describe('a clerk on the page', () => {
  it('asks, checks eligibility by keyboard, is handed over, reloads and still sees it all', {
    timeout: 120_000,
  }, async () => {
    const { page, troubles, foreign } = await openPage(browser, home());
    await heard(page, '2025年度');
    await say(page, '費用はかかりますか');
    await heard(page, '出典: 申込要領 Ⅱ.4');
    await screenshot(page, 'user-answer');

    await press(page, 'メニュー');
    await press(page, '申込資格を確かめる');
    await heard(page, '質問 1 / 15');
    for (const [index, answer] of PASSING.entries()) {
      await press(page, answer);
      if (index === 1) await askInBetween(page);
      if (index < PASSING.length - 1) await heard(page, new RegExp(`質問 ${index + 2} / `));
    }
    await heard(page, '申込の条件に合っています');
    await heard(page, '次の専用ページから');
    const links = await page.locator('a[href="https://www.jetro.go.jp/services/nyumonhen.html"]').count();
    expect(links).toBeGreaterThan(0);
    await screenshot(page, 'user-result');

    const before = await bubbles(page);
    await page.reload();
    await eventually(() => bubbles(page)).toEqual(before);
    await heard(page, '出典: 申込要領 Ⅱ.4');
    await heard(page, '次の専用ページから');
    await sendBox(page).waitFor();
    await page.goto((await page.locator('a[href*="/result/"]').first().getAttribute('href')) ?? '');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(troubles).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it('speaks English on the English page', { timeout: 60_000 }, async () => {
    const { page } = await openPage(browser, home(), { path: '/?lang=en', locale: 'en-US' });
    await heard(page, 'automated guide');
    await say(page, 'Can you introduce candidates to us?');
    await heard(page, /Source: Application Guideline/);
    await screenshot(page, 'user-english');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
  });
});

/** A question in the middle of the quiz: answered, and the open question comes back. */
async function askInBetween(page: Page): Promise<void> {
  await heard(page, /質問 3 \/ /);
  await say(page, '審査はどのくらいかかりますか');
  await heard(page, '3週間ほど');
  await screenshot(page, 'user-quiz');
}
