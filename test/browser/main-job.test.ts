import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { bubbles, heard, launchBrowser, openPage, say, screenshot, suggestion } from '../support/browser.js';
import { eventually } from '../support/eventually.js';

/** The whole program with the real knowledge, used by a person in a browser. */
let browser: Browser;
let app: App;
let folder: string;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'assistant-'));
  const environment = {
    PORT: '0',
    DATA_DIR: folder,
    NOW: '2025-10-15T10:30:00+09:00',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
  };
  app = await startApp(readConfig(environment), { locales: 'locales', web: 'dist/web' });
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const url = () => app.url.replace(/\/$/, '');

/** Presses a button of the last message and waits until the bot has answered. */
async function press(page: Page, name: string): Promise<void> {
  const before = await page.locator('.webchat__bubble__content').count();
  await suggestion(page, name).click();
  await eventually(() => page.locator('.webchat__bubble__content').count()).toBeGreaterThan(before + 1);
}

/** Gives the first answer offered to every question of the quiz; returns how many there were. */
async function answerAll(page: Page): Promise<number> {
  for (let answered = 0; answered < 40; answered += 1) {
    if ((await page.locator('.ac-adaptiveCard').count()) > 0) return answered;
    const [first = ''] = await page.getByRole('toolbar').getByRole('button').allInnerTexts();
    await press(page, first);
  }
  throw new Error('the quiz has no end');
}

it('a company asks in Japanese, checks its eligibility, is handed to the application, reloads, and has it all still', async () => {
  const { page, context, troubles, foreign } = await openPage(browser, url());
  await heard(page, 'こんにちは');
  await screenshot(page, 'main-1-greeting');
  await say(page, '費用はかかりますか');
  await heard(page, '出典: 申込要領');
  await screenshot(page, 'main-2-answer');
  await say(page, '申込資格を確かめる');
  await heard(page, /質問 1 \/ \d+/);
  await screenshot(page, 'main-3-question');
  const questions = await answerAll(page);
  expect(questions).toBeGreaterThan(10);
  await screenshot(page, 'main-4-result');
  const links = await page
    .locator('.webchat__bubble__content a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(
    links.some((href) => href.startsWith('mailto:CDR-Support@jetro.go.jp?subject=') || href.includes('/nyumonhen')),
  ).toBe(true);
  const result = links.find((href) => href.includes('/result/')) ?? '';
  const before = await bubbles(page);
  await page.reload();
  await eventually(() => bubbles(page)).toEqual(before);
  await page.goto(result);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect([troubles, foreign]).toEqual([[], []]);
  await context.close();
}, 120_000);
