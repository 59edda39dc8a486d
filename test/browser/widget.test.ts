import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

let browser: Browser;
let chat: TestServer;
let site: Server;
let strangers: Server;
let siteUrl: string;
let strangerUrl: string;

/** A site of another origin with the widget in it; its own policy allows nothing but the chat's script and frame. */
function hostSite(chatUrl: () => string): Server {
  return createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${chatUrl()}; frame-src ${chatUrl()}`,
    );
    response.end(`<!doctype html><html lang="ja"><title>よそのサイト</title><body><h1>よそのサイト</h1><a href="#">リンク</a>
<p>${'本文。'.repeat(300)}</p><script src="${chatUrl()}/widget.js"></script></body></html>`);
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  browser = await launchBrowser();
  site = hostSite(() => chat.url);
  strangers = hostSite(() => chat.url);
  siteUrl = await listen(site);
  strangerUrl = await listen(strangers);
  chat = await startServer({
    assets: await builtAssets(),
    runTurn: scriptedBot(({ text }) => [{ text: `答え: ${text}` }]),
    frameAncestors: [siteUrl],
  });
});
afterAll(async () => {
  await browser.close();
  site.close();
  strangers.close();
  await chat.stop();
});

const opener = (page: Page) => page.getByRole('button', { name: 'チャットで質問する' });
const box = (frame: FrameLocator) => frame.locator('[data-id="webchat-sendbox-input"]');

describe('the floating button on another site', () => {
  it('is one tab stop and loads nothing of the chat until it is pressed', async () => {
    const { page, context, foreign } = await openPage(browser, siteUrl);
    await opener(page).waitFor();
    expect(foreign.map((address) => new URL(address).pathname)).toEqual(['/widget.js']);
    expect(await page.locator('iframe').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focusedInside(page)).toBe('チャットで質問する');
    expect(await opener(page).getAttribute('aria-expanded')).toBe('false');
    await context.close();
  });

  it('opens the chat with the keyboard, takes the focus there; Escape closes it and gives the focus back', async () => {
    const { page, context, troubles } = await openPage(browser, siteUrl);
    await opener(page).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '案内チャット' }).waitFor();
    const frame = page.frameLocator('iframe');
    await box(frame).waitFor();
    await eventually(() => box(frame).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('hiyou');
    await page.keyboard.press('Enter');
    await frame.getByText('答え: hiyou').first().waitFor();
    await page.keyboard.press('Escape');
    await opener(page).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await focusedInside(page)).toBe('チャットで質問する');
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('keeps the conversation when it is closed and opened again', async () => {
    const { page, context } = await openPage(browser, siteUrl);
    await opener(page).click();
    const frame = page.frameLocator('iframe');
    await box(frame).fill('一');
    await box(frame).press('Enter');
    await frame.getByText('答え: 一').first().waitFor();
    await page.getByRole('button', { name: 'チャットを閉じる' }).click();
    await opener(page).click();
    expect(await frame.getByText('答え: 一').first().isVisible()).toBe(true);
    expect(await page.locator('iframe').count()).toBe(1);
    await context.close();
  });

  it('names and sandboxes its frame, and shows the notice in it', async () => {
    const { page, context } = await openPage(browser, siteUrl);
    await opener(page).click();
    const frame = page.locator('iframe');
    expect(await frame.getAttribute('title')).toBe('案内チャット');
    expect((await frame.getAttribute('sandbox'))?.split(' ')).not.toContain('allow-top-navigation');
    await page.frameLocator('iframe').getByText('書かないでください').waitFor();
    await context.close();
  });

  it('at phone width covers the page but leaves the close button in reach', async () => {
    const { page, context } = await openPage(browser, siteUrl, { width: 320, height: 568 });
    await opener(page).click();
    const panel = await page.getByRole('dialog').boundingBox();
    const close = await page.getByRole('button', { name: 'チャットを閉じる' }).boundingBox();
    expect(panel?.width).toBe(320);
    expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThanOrEqual(close?.y ?? 0);
    await context.close();
  });
});

it('on a site that is not allowed, the browser shows no chat in the frame', async () => {
  const { page, context } = await openPage(browser, strangerUrl);
  await opener(page).click();
  await page.locator('iframe').waitFor();
  await eventually(() => page.frames().map((frame) => frame.url())).toContain('chrome-error://chromewebdata/');
  await context.close();
});

/** The text of what has the focus, also inside the widget's shadow tree. */
function focusedInside(page: Page): Promise<string | null | undefined> {
  return page.evaluate(
    () => (document.activeElement?.shadowRoot?.activeElement ?? document.activeElement)?.textContent,
  );
}
