import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as launcher, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const FONT_PATH = '/test-fonts/';
const fontFolder = dirname(require.resolve('@fontsource/noto-sans-jp/package.json'));

/** Headless Chromium from npm, with the web's own security switched on. */
export async function launchBrowser(): Promise<Browser> {
  const args = chromium.args.filter(
    (arg) => !/disable-web-security|site-per-process|single-process|no-zygote/.test(arg),
  );
  return launcher.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

/** A page that notes everything that should not happen, and what it asks for. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** CSP violations, uncaught errors, console errors. */
  troubles: string[];
  /** Addresses asked for that are not the server's own. */
  foreign: string[];
}

/** How a page is opened. */
export interface OpenOptions {
  path?: string;
  width?: number;
  height?: number;
  dark?: boolean;
  still?: boolean;
  locale?: string;
}

/** Opens a page of the server in a fresh context (a stranger's browser). */
export async function openPage(browser: Browser, url: string, options: OpenOptions = {}): Promise<WatchedPage> {
  const { path = '/', width = 1280, height = 900, dark = false, still = false, locale = 'ja-JP' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: still ? 'reduce' : 'no-preference',
    locale,
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
  });
  const troubles: string[] = [];
  const foreign: string[] = [];
  await context.exposeFunction('noteTrouble', (what: string) => troubles.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { noteTrouble(what: string): void }).noteTrouble(`CSP ${violatedDirective} ${blockedURI}`),
    );
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(`error ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console ${message.text()}`));
  page.on('request', (request) => isForeign(request.url(), url) && foreign.push(request.url()));
  await page.goto(url + path);
  return { page, context, troubles, foreign };
}

function isForeign(address: string, own: string): boolean {
  return /^(https?|wss?):/.test(address) && new URL(address).host !== new URL(own).host;
}

/** The box that people type into. */
export function sendBox(page: Page) {
  return page.locator('[data-id="webchat-sendbox-input"]');
}

/** A suggested action; Web Chat has a second button of the same name, for screen readers. */
export function suggestion(page: Page, name: string) {
  return page.getByRole('toolbar').getByRole('button', { name, exact: true });
}

/** Types a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await sendBox(page).fill(text);
  await sendBox(page).press('Enter');
}

/** Waits for a message of the bot with this text. */
export async function heard(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('.webchat__bubble__content', { hasText: text }).last().waitFor();
}

/** Keeps a picture in test-output/, with Japanese letters whatever fonts this machine has. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await useJapaneseFont(page);
  await mkdir('test-output', { recursive: true });
  await page.screenshot({ path: join('test-output', `${name}.png`) });
}

/** The font is served as if by the page's own server, as the page's policy allows nothing else. */
async function useJapaneseFont(page: Page): Promise<void> {
  if (await page.evaluate(() => document.querySelector('[data-test-font]') !== null)) return;
  await page.route(`**${FONT_PATH}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(FONT_PATH.length);
    const type = path.endsWith('.css') ? 'text/css' : 'font/woff2';
    await route.fulfill({ contentType: type, body: await readFile(join(fontFolder, path)) });
  });
  for (const weight of ['400', '700']) {
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
      link.dataset.testFont = '';
      document.head.append(link);
      return new Promise((resolve) => link.addEventListener('load', resolve));
    }, `${FONT_PATH}${weight}.css`);
  }
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await document.fonts.ready;
  });
}

/** The first line of every bubble, from the top. */
export async function bubbles(page: Page): Promise<string[]> {
  const texts = await page.locator('.webchat__bubble__content').allInnerTexts();
  return texts.map((text) => text.split('\n')[0]?.replace(/^こんにちは。.*/, 'こんにちは') ?? '');
}
