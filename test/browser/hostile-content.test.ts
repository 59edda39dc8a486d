import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, launchBrowser, openPage, say, type WatchedPage } from '../support/browser.js';
import { aimedAt, HOSTILE_CARD_PARTS, HOSTILE_TEXTS } from '../support/hostile-content.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

const CARD = 'application/vnd.microsoft.card.adaptive';
let browser: Browser;
let tracker: Server;
let trackerUrl: string;
let tracked: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  tracker = createServer((request, response) => {
    tracked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => tracker.listen(0, '127.0.0.1', resolve));
  trackerUrl = `http://localhost:${(tracker.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await browser.close();
  tracker.close();
});

/** Opens a chat whose bot answers the n-th message with the n-th activity; sends `messages`, presses everything, looks. */
async function provoke(messages: string[], answers: object[]): Promise<{ watched: WatchedPage; server: TestServer }> {
  tracked = [];
  let at = 0;
  const server = await startServer({
    assets: await builtAssets(),
    runTurn: scriptedBot(() => [answers[at++] ?? {}, { text: `済み ${at}` }]),
  });
  const watched = await openPage(browser, server.url);
  await heard(watched.page, 'こんにちは');
  for (const [index, message] of messages.entries()) {
    await say(watched.page, message);
    await heard(watched.page, `済み ${index + 1}`);
  }
  await pressEverything(watched.page);
  return { watched, server };
}

/** Presses every link and button of the messages, and lets no navigation happen. */
async function pressEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.open = () => null;
    const inBubbles =
      '.webchat__bubble__content :is(a, button, [role="link"], [role="button"], input, details, summary)';
    for (const element of document.querySelectorAll<HTMLElement>(inBubbles)) {
      for (const type of ['mouseover', 'focus', 'toggle']) element.dispatchEvent(new Event(type));
      element.addEventListener('click', (event) => element instanceof HTMLAnchorElement && event.preventDefault());
      element.click();
    }
  });
}

async function expectHarmless({ watched, server }: Awaited<ReturnType<typeof provoke>>): Promise<void> {
  const { page, context, troubles, foreign } = watched;
  const found = await page.evaluate(() => ({
    hacked: (window as unknown as { hacked?: number }).hacked,
    addresses: [...document.querySelectorAll('[href], [src], [action], [data], [formaction]')]
      .flatMap((element) => ['href', 'src', 'action', 'formaction'].map((name) => element.getAttribute(name)))
      .filter(
        (address) =>
          address && !/^(https?:|mailto:|tel:|\/|\?|#|data:,$|data:image\/(svg|gif|png)|blob:)/.test(address),
      ),
    active: document.querySelectorAll(
      '#chat :is(script, iframe, object, embed, form[action], base, meta, audio, video)',
    ).length,
  }));
  expect(found).toEqual({ hacked: undefined, addresses: [], active: 0 });
  expect(tracked).toEqual([]);
  expect(foreign).toEqual([]);
  expect(troubles).toEqual([]);
  await context.close();
  await server.stop();
}

describe(`${HOSTILE_TEXTS.length} hostile texts`, () => {
  it('as what people type: shown as typed, nothing runs, nothing is loaded', async () => {
    const texts = aimedAt(HOSTILE_TEXTS, trackerUrl);
    const state = await provoke(texts, []);
    const shown = await state.watched.page
      .locator('.webchat__bubble--from-user .webchat__bubble__content')
      .allTextContents();
    expect(shown).toHaveLength(texts.length);
    for (const [at, text] of texts.entries())
      expect(shown[at]?.replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''));
    await expectHarmless(state);
  }, 120_000);

  it('as what staff write (Markdown of the bot): nothing runs, nothing is loaded, no link leads astray', async () => {
    const texts = aimedAt(HOSTILE_TEXTS, trackerUrl);
    await expectHarmless(
      await provoke(
        texts.map((_, at) => `${at}`),
        texts.map((text) => ({ text })),
      ),
    );
  }, 120_000);

  it('as texts on cards, and cards built to harm', async () => {
    const parts = [
      ...aimedAt(HOSTILE_CARD_PARTS, trackerUrl),
      ...aimedAt(HOSTILE_TEXTS, trackerUrl).map((text) => ({ type: 'TextBlock', text, wrap: true })),
    ];
    const groups = Array.from({ length: Math.ceil(parts.length / 12) }, (_, at) => parts.slice(at * 12, at * 12 + 12));
    const cards = groups.map((body) => ({
      attachments: [{ contentType: CARD, content: { type: 'AdaptiveCard', version: '1.3', speak: '結果', body } }],
    }));
    await expectHarmless(
      await provoke(
        cards.map((_, at) => `${at}`),
        cards,
      ),
    );
  }, 120_000);

  it('as titles of suggested actions', async () => {
    const actions = aimedAt(HOSTILE_TEXTS, trackerUrl).map((title) => ({
      type: 'messageBack',
      title,
      text: 'x',
      value: { ask: 'x' },
    }));
    tracked = [];
    const server = await startServer({
      assets: await builtAssets(),
      runTurn: scriptedBot(() => [{ text: '選んでください', suggestedActions: { to: [], actions } }]),
    });
    const watched = await openPage(browser, server.url);
    await say(watched.page, 'x');
    await heard(watched.page, '選んでください');
    await watched.page.getByRole('toolbar').getByRole('button').first().waitFor();
    await expectHarmless({ watched, server });
  });
});
