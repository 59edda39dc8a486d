import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage, screenshot } from '../support/browser.js';
import { type DeskApp, StaffBrowser, startDesk, TOKEN } from './support.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let browser: Browser;
let running: DeskApp;
let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchBrowser();
  running = await startDesk();
  const asked = [
    '費用はかかりますか',
    '申込方法を教えてください',
    '費用はかかりますか',
    'ぷるぷる協賛の件',
    'もりそば補助の件',
  ];
  for (let at = 0; at < 8; at += 1) await running.talk(asked.map((text) => ({ text })));
  const quiz = [{ value: { command: 'quiz' } }, { value: { criterion: 'legal-form', answer: 'kabushiki' } }];
  for (let at = 0; at < 6; at += 1) await running.talk(quiz);
  for (const question of ['資料の送り先はどこですか', '子会社でも申し込めますか']) {
    await running.talk([{ text: '担当者に質問を送る' }, { text: question }, { text: '送信する' }]);
  }
  const staff = new StaffBrowser(running.app.url);
  await staff.enter();
  const answer = { do: 'answer', text: '資料の送り先は、メールでお知らせします。', propose: 'yes' };
  await staff.post('/staff/questions/Q-0001', { csrf: await staff.csrf(), ...answer });
});
afterAll(async () => {
  await browser.close();
  await running.stop();
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    type Run = (
      where: Document,
      options: object,
    ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    const { axe } = window as unknown as { axe: { run: Run } };
    const result = await axe.run(document, { runOnly: tags, rules: { 'target-size': { enabled: true } } });
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, TAGS);
}

/** No part of a page lies outside a narrow window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

it.each([
  ['light', { width: 1280, height: 1000 }],
  ['dark', { width: 1280, height: 1000, dark: true }],
  ['narrow', { width: 320, height: 640 }],
])(
  'every page of the staff is free of what axe finds (%s)',
  async (look, options) => {
    const { page, context, troubles, foreign } = await openPage(browser, new URL(running.app.url).origin, {
      path: '/staff/login',
      ...options,
    });
    const check = async (name: string) => {
      expect(await violations(page), name).toEqual([]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
      await screenshot(page, `desk-${look}-${name}`);
    };
    await check('login');
    await page.getByLabel('お名前').fill('佐藤');
    await page.getByLabel('合い言葉').fill(TOKEN);
    await page.getByRole('button', { name: 'ログイン' }).click();
    await page.getByRole('heading', { name: '概要' }).waitFor();
    await check('overview');
    await page.goto(new URL('/staff/try?question=費用はかかりますか', running.app.url).href);
    await check('try');
    await page.getByRole('link', { name: '答えられなかった質問' }).click();
    await check('unanswered');
    await page.getByRole('link', { name: '担当者への質問' }).click();
    await check('questions');
    await page
      .getByRole('link', { name: /^Q-\d+$/ })
      .first()
      .click();
    await page.getByLabel('回答の文').waitFor();
    await check('question');
    await page.getByRole('link', { name: 'FAQの下書き' }).click();
    await check('drafts');
    await page.getByRole('link', { name: 'Q-0001の下書き' }).click();
    await page.getByLabel('加える言い方').waitFor();
    await check('draft');
    await page.getByText('新しい項目を書く').click();
    await page.getByLabel('見出し（短い質問）').first().fill('資料はどこに届きますか');
    await check('draft-open');
    await page.getByRole('button', { name: '加えて公開する' }).scrollIntoViewIfNeeded();
    await page.getByLabel('加える言い方').fill('連絡は [mail] へ');
    await page.getByLabel('加える項目').fill('cost.fee');
    await page.getByRole('button', { name: '加えて公開する' }).click();
    await page.getByRole('alert').getByText('伏せた部分').waitFor();
    await check('draft-refused');
    await page.getByRole('link', { name: 'プレビュー' }).click();
    await page.getByLabel('項目').fill('cost.fee');
    await page.getByRole('button', { name: 'プレビューする' }).click();
    await page.getByText('出典').waitFor();
    await check('preview');
    await page.getByRole('link', { name: '規則' }).click();
    await page.getByRole('img', { name: /流れ図/ }).waitFor();
    await check('rules');
    await page.getByRole('link', { name: '利用状況' }).click();
    await page.getByRole('img', { name: /よく聞かれた項目/ }).waitFor();
    await check('figures');
    await page.getByRole('heading', { name: 'よく聞かれた項目' }).scrollIntoViewIfNeeded();
    await page.getByRole('heading', { name: '質問の言語' }).scrollIntoViewIfNeeded();
    await screenshot(page, `desk-${look}-figures-below`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByRole('img', { name: /よく聞かれた項目/ }).isVisible()).toBe(true);
    await screenshot(page, `desk-${look}-figures-print`);
    // The browser notes that the refused draft came back as 422.
    expect(troubles.filter((trouble) => !trouble.includes('status of 422'))).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  },
  180_000,
);
