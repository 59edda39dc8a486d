// Pictures of the page in each state, Japanese and English, light and dark, desktop and phone, in test-output/.
// npx tsx test/browser/screenshots.ts
import { heard, launchBrowser, openPage, screenshot } from '../support/browser.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { STATES, stateScript } from '../support/states.js';
import { builtAssets, startServer } from '../support/web-server.js';

const LOOKS = [
  { name: 'ja-desktop', path: '/', width: 1280, height: 900 },
  { name: 'ja-phone', path: '/', width: 390, height: 844 },
  { name: 'ja-phone-dark', path: '/', width: 390, height: 844, dark: true },
  { name: 'ja-desktop-dark', path: '/', width: 1280, height: 900, dark: true },
  { name: 'ja-frame', path: '/?embed=1', width: 360, height: 640 },
  { name: 'ja-320', path: '/', width: 320, height: 568 },
  { name: 'en-desktop', path: '/?lang=en', width: 1280, height: 900 },
  { name: 'en-phone', path: '/?lang=en', width: 390, height: 844 },
];

const browser = await launchBrowser();
const server = await startServer({ assets: await builtAssets(), runTurn: scriptedBot(stateScript) });
const wanted = process.argv[2] ?? '';
for (const { name, ...look } of LOOKS) {
  for (const [state, enter] of STATES) {
    if (!`${name}-${state}`.includes(wanted)) continue;
    const { page, context } = await openPage(browser, server.url, { still: true, ...look });
    await heard(page, /こんにちは|Hello/);
    await enter(page);
    await screenshot(page, `${name}-${state}`);
    await context.close();
  }
}
await browser.close();
await server.stop();
