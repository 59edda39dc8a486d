import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { type StubConnector, startConnector } from './support/stub-connector.js';
import { personal, TENANT } from './support/teams-side.js';
import { APP_ID, startIssuer, type TokenIssuer } from './support/token-issuer.js';

let folder: string;
let connector: StubConnector;
let issuer: TokenIssuer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-teams-'));
  connector = await startConnector();
  issuer = await startIssuer({ serviceUrl: connector.serviceUrl });
});
afterAll(async () => {
  await Promise.all([connector.stop(), issuer.stop()]);
  await rm(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string>): Promise<App> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
    NOW: '2025-10-15T10:30:00+09:00',
    ...environment,
  });
  const instead = { metadataUrl: issuer.metadataUrl, serviceHosts: [connector.origin], token: async () => 'bot-token' };
  return startApp(config, { locales: 'locales', web: 'dist/web' }, instead);
}

const deliver = (app: App, activity: object) =>
  fetch(new URL('/api/messages', app.url), {
    method: 'POST',
    body: JSON.stringify({ serviceUrl: connector.serviceUrl, ...activity }),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${issuer.token()}` },
  });

const TEAMS = { MicrosoftAppId: APP_ID, MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: TENANT };

describe('the whole program', () => {
  it('has no endpoint for the Bot Framework without an app id', async () => {
    const app = await start({});
    expect((await deliver(app, personal('費用はかかりますか'))).status).toBe(404);
    await app.stop();
    expect(connector.calls).toEqual([]);
  });

  it('answers in Teams with one, and remembers over a restart', async () => {
    const one = await start(TEAMS);
    expect((await deliver(one, personal('英語で'))).status).toBe(200);
    await one.stop();
    expect(connector.sent().at(-1)?.locale).toBe('en');
    const two = await start(TEAMS);
    await deliver(two, personal(undefined, { value: { command: 'menu' } }));
    await two.stop();
    expect(connector.sent().at(-1)?.text).toContain('What would you like to know?');
    const stranger = { channelData: { tenant: { id: 'other' } }, conversation: { id: 'a:stranger' } } as object;
    const three = await start(TEAMS);
    await deliver(three, personal('hello', stranger));
    await three.stop();
    expect(connector.sent().at(-1)?.text).toContain('CDR-Support@jetro.go.jp');
  });

  it('counts turns in Teams among the others', async () => {
    const app = await start({ ...TEAMS, METRICS: 'true' });
    await deliver(app, personal(undefined, { value: { ask: 'contact.overview' } }));
    const figures = await (await fetch(new URL('/metrics', app.url))).text();
    await app.stop();
    expect(figures).toMatch(/assistant_replies_total\{meaning="knowledge",detail="contact\.overview"\} 1/);
    expect(figures).toMatch(/assistant_turn_seconds_count 1/);
  });
});
