import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bubbles, heard, launchBrowser, openPage, say } from '../support/browser.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

let browser: Browser;
let service: TestServer;
let server: TestServer;

/** Our own Direct Line, at another origin, stands in for the service; the page's server only exchanges the secret. */
beforeAll(async () => {
  browser = await launchBrowser();
  const allowedOrigins: string[] = [];
  service = await startServer({ runTurn: scriptedBot(({ text }) => [{ text: `答え: ${text}` }]), allowedOrigins });
  server = await startServer({
    assets: await builtAssets(),
    azure: { secret: 'the-site-secret', endpoint: service.url },
  });
  allowedOrigins.push(server.url);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await service.stop();
});

it('the same page talks with a Direct Line service at another origin: REST with CORS, WebSocket, policy', async () => {
  const { page, context, troubles, foreign } = await openPage(browser, server.url);
  await heard(page, 'こんにちは');
  await say(page, '一');
  await heard(page, '答え: 一');
  expect(await bubbles(page)).toEqual(['こんにちは', '一', '答え: 一']);
  expect(await page.getByRole('button', { name: '会話を消す' }).count()).toBe(0);
  expect(troubles).toEqual([]);
  expect([...new Set(foreign.map((address) => new URL(address).origin))]).toEqual([service.url]);
  await context.close();
});
