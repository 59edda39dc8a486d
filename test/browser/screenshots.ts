// Pictures of the page with the real program, in each state, Japanese and English, light and dark, desktop and phone, in
// test-output/: npx tsx test/browser/screenshots.ts [part of a name]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { launchBrowser, type OpenOptions, openPage, say, screenshot } from '../support/browser.js';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS: Record<string, OpenOptions> = {
  'ja-desktop': DESKTOP,
  'ja-desktop-dark': { ...DESKTOP, dark: true },
  'ja-phone': PHONE,
  'ja-phone-dark': { ...PHONE, dark: true },
  'ja-320': { width: 320, height: 568 },
  'ja-frame': { path: '/?embed=1', width: 360, height: 640 },
  'en-desktop': { ...DESKTOP, path: '/?lang=en' },
  'en-phone': { ...PHONE, path: '/?lang=en' },
};

/** What is typed to reach each state, in the language of the look. */
const TYPED = {
  ja: [
    ['answer', '費用はかかりますか'],
    ['suggestions', 'ビザ'],
    ['unanswered', 'カレーの作り方'],
    ['contact', '問い合わせ先'],
    ['question', '申込資格を確かめる'],
  ],
  en: [
    ['answer', 'Is it free of charge?'],
    ['suggestions', 'visa'],
    ['unanswered', 'How do I cook curry?'],
    ['contact', 'contact'],
    ['question', 'check eligibility'],
  ],
} as const;

const wanted = process.argv[2] ?? '';
const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
const settings = {
  PORT: '0',
  DATA_DIR: folder,
  NOW: '2025-10-15T10:30:00+09:00',
  RATE_LIMIT: '0',
  LOG_LEVEL: 'silent',
};
const app = await startApp(readConfig(settings), { locales: 'locales', web: 'dist/web' });
const browser = await launchBrowser();

for (const [name, options] of Object.entries(LOOKS).filter(([look]) => look.includes(wanted))) {
  const { page, context } = await openPage(browser, app.url.replace(/\/$/, ''), { still: true, ...options });
  await settled(page);
  await screenshot(page, `${name}-greeting`);
  for (const [state, text] of TYPED[name.startsWith('en') ? 'en' : 'ja']) {
    await say(page, text);
    await settled(page);
    await screenshot(page, `${name}-${state}`);
  }
  for (let at = 0; at < 40 && (await page.locator('.ac-adaptiveCard').count()) === 0; at += 1) {
    await page.getByRole('toolbar').getByRole('button').first().click();
    await settled(page);
  }
  await screenshot(page, `${name}-result`);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await screenshot(page, `${name}-offline`);
  await context.close();
}
await browser.close();
await app.stop();
await rm(folder, { recursive: true, force: true });

/** Until no message has come for a while. */
async function settled(page: Page): Promise<void> {
  const count = () => page.locator('.webchat__bubble__content').count();
  for (let before = -1, now = 0; before !== now || now === 0; ) {
    before = now;
    await page.waitForTimeout(600);
    now = await count();
  }
}
