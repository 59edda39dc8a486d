import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeskApp, startDesk, TOKEN } from '../desk/support.js';
import { heard, launchBrowser, openPage, say, screenshot } from '../support/browser.js';

let browser: Browser;
let running: DeskApp;

beforeAll(async () => {
  browser = await launchBrowser();
  running = await startDesk();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await running.stop();
});

const QUESTION = '子会社の名前でも申し込めますか。';
const ANSWER = 'はい、登記された会社なら申し込めます。<b>詳しくは</b>お電話ください。';

it('a company asks staff in the chat, staff answer on their page, and the company reads it where it asked', async () => {
  const origin = new URL(running.app.url).origin;
  const company = await openPage(browser, origin);
  await heard(company.page, 'こんにちは');
  await say(company.page, '担当者に質問を送る');
  await heard(company.page, /質問/);
  await say(company.page, QUESTION);
  await heard(company.page, /送信/);
  await say(company.page, '送信する');
  await heard(company.page, /Q-0001/);

  const staff = await openPage(browser, origin, { path: '/staff/login' });
  await staff.page.getByLabel('お名前').fill('佐藤');
  await staff.page.getByLabel('合い言葉').fill(TOKEN);
  await staff.page.getByRole('button', { name: 'ログイン' }).click();
  await staff.page.getByRole('link', { name: '回答を待っている質問' }).click();
  await staff.page.getByRole('link', { name: 'Q-0001' }).click();
  await staff.page.getByText(QUESTION).first().waitFor();
  await staff.page.getByRole('button', { name: '担当する' }).click();
  await staff.page.getByRole('status').getByText('対応中').waitFor();
  await staff.page.getByLabel('回答の文').fill(ANSWER);
  await staff.page.getByLabel(/FAQの下書き/).check();
  await staff.page.getByRole('button', { name: '回答を送る' }).click();
  await staff.page.getByRole('status').getByText('回答済み').waitFor();

  // Without a reload, in the same conversation, and as it was typed.
  await heard(company.page, ANSWER);
  await screenshot(company.page, 'staff-loop-company');
  await company.page.reload();
  await heard(company.page, ANSWER);

  await staff.page.getByRole('link', { name: '見直す' }).click();
  await staff.page.getByRole('heading', { name: 'Q-0001の下書き' }).waitFor();
  await screenshot(staff.page, 'staff-loop-draft');

  const stranger = await openPage(browser, origin);
  await heard(stranger.page, 'こんにちは');
  expect(await stranger.page.getByText('登記された会社なら').count()).toBe(0);
  for (const { troubles, foreign, context } of [company, staff, stranger]) {
    expect(troubles).toEqual([]);
    expect(foreign).toEqual([]);
    await context.close();
  }
}, 180_000);
