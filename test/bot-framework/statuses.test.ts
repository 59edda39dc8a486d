import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { StorageUnavailableError } from '../../bot/storage/record-store.js';
import { personal, startTeamsSide, TENANT, type TeamsSide } from './support/teams-side.js';

let side: TeamsSide;
beforeAll(async () => {
  side = await startTeamsSide();
});
afterAll(() => side.stop());

type Ask = (side: TeamsSide) => { body?: BodyInit; headers?: Record<string, string> };
const activity = (change: object) =>
  JSON.stringify({ ...personal('費用'), serviceUrl: side.connector.serviceUrl, ...change });

/** The table of what a hardened endpoint answers: the same with a good token and without, for it is said before. */
const BEFORE_TOKEN: [string, number, Ask][] = [
  ['malformed JSON', 400, () => ({ body: '{"type":' })],
  ['not UTF-8', 400, () => ({ body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) })],
  ['an array', 400, () => ({ body: '[]' })],
  ['null', 400, () => ({ body: 'null' })],
  ['a string', 400, () => ({ body: '"message"' })],
  ['empty', 400, () => ({ body: undefined })],
  ['an empty object', 400, () => ({ body: '{}' })],
  ['no type', 400, () => ({ body: activity({ type: undefined }) })],
  ['a number as type', 400, () => ({ body: activity({ type: 7 }) })],
  ['an object as type', 400, () => ({ body: activity({ type: { toString: 'message' } }) })],
  ['a list as text', 400, () => ({ body: activity({ text: ['費用'] }) })],
  ['no conversation', 400, () => ({ body: activity({ conversation: undefined }) })],
  ['no conversation id', 400, () => ({ body: activity({ conversation: {} }) })],
  [
    'a conversation id of 10,000 characters',
    400,
    () => ({ body: activity({ conversation: { id: 'a'.repeat(10_000) } }) }),
  ],
  ['a control character in the conversation id', 400, () => ({ body: activity({ conversation: { id: 'a\u0000b' } }) })],
  ['half a character in the conversation id', 400, () => ({ body: activity({ conversation: { id: 'a\ud800' } }) })],
  ['no channel', 400, () => ({ body: activity({ channelId: undefined }) })],
  ['a path as channel', 400, () => ({ body: activity({ channelId: '../secret' }) })],
  ['no serviceUrl', 400, () => ({ body: activity({ serviceUrl: undefined }) })],
  ['an empty serviceUrl', 400, () => ({ body: activity({ serviceUrl: '' }) })],
  ['entities that are no list', 400, () => ({ body: activity({ entities: 'x' }) })],
  ['text/plain', 415, () => ({ body: activity({}), headers: { 'Content-Type': 'text/plain' } })],
  ['a form', 415, () => ({ body: 'type=message', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })],
  ['multipart', 415, () => ({ body: '--x--', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })],
  ['gzip', 415, () => ({ body: gzipSync(activity({})), headers: { 'Content-Encoding': 'gzip' } })],
  ['gzip that is none', 415, () => ({ body: 'x', headers: { 'Content-Encoding': 'gzip' } })],
  ['gzip of 20 MB', 415, () => ({ body: gzipSync(Buffer.alloc(20e6)), headers: { 'Content-Encoding': 'gzip' } })],
  ['an unknown encoding', 415, () => ({ body: activity({}), headers: { 'Content-Encoding': 'zstd' } })],
  ['300 KB', 413, () => ({ body: activity({ text: 'あ'.repeat(100_000) }) })],
];

describe('POST /api/messages, before any token is looked at', () => {
  it.each(BEFORE_TOKEN.flatMap(([what, status, ask]) => [false, true].map((token) => ({ what, status, ask, token }))))(
    '$what (token: $token): $status',
    async ({ status, ask, token }) => {
      const { body, headers = {} } = ask(side);
      const authorization = token ? { Authorization: `Bearer ${side.issuer.token()}` } : {};
      const answer = await side.post(body, { ...headers, ...(authorization as Record<string, string>) });
      expect(answer.status).toBe(status);
      expect(Object.keys((await answer.json()).error).sort()).toEqual(['code', 'message']);
    },
  );

  it('30 MB without a length: 413, and the rest is not read', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(randomBytes(65_536));
        if (sent > 30e6) controller.close();
      },
    });
    const answer = await fetch(`${side.url}/api/messages`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'Content-Type': 'application/json' },
    } as RequestInit).catch((error) => error as Error);
    if (answer instanceof Response) expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(10e6);
    expect(await side.deliver(personal('費用'))).toBe(200);
  });

  it('other methods: 405, without details', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await fetch(`${side.url}/api/messages`, { method });
      expect(answer.status, method).toBe(405);
    }
  });
});

describe('POST /api/messages, with a good token', () => {
  it.each([
    'http://smba.trafficmanager.net/jp/',
    'https://smba.trafficmanager.net.example.com/',
    'https://example.com/smba.trafficmanager.net',
    'https://user:pass@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@169.254.169.254/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net./',
    'https://xsmba.trafficmanager.net/',
    'https://botframework.com/',
    'https://botframework.com.evil.example/',
    'https://evilbotframework.com/',
    'https://169.254.169.254/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1/',
    'http://localhost:3978/',
    'http://[::1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'file:///etc/passwd',
    'ftp://smba.trafficmanager.net/',
    'javascript:alert(1)',
    'https://ｓｍｂａ.trafficmanager.net.example.com/',
    'https://xn--smba-trafficmanager.net/',
    '//smba.trafficmanager.net/',
    'smba.trafficmanager.net',
    'not an address',
  ])('refuses to send to %s: 403, no call goes out', async (serviceUrl) => {
    const calls = side.connector.calls.length;
    expect(await side.deliver(personal('費用', { serviceUrl }), { claims: { serviceurl: serviceUrl } })).toBe(403);
    await side.channel.idle();
    expect(side.connector.calls).toHaveLength(calls);
  });

  it.each([
    ['messageUpdate', {}],
    ['messageUpdate', { channelData: undefined }],
    ['messageDelete', { text: undefined, channelData: undefined }],
    ['messageReaction', { reactionsAdded: [{ type: 'like' }], text: undefined }],
    ['typing', { text: undefined, channelData: undefined }],
    ['event', { name: 'tokens/response' }],
    ['endOfConversation', {}],
    ['trace', {}],
    ['conversationUpdate', { membersAdded: undefined, channelData: { eventType: 'channelRenamed' } }],
    ['installationUpdate', { action: undefined }],
    ['somethingNew', {}],
  ])('takes %s and says nothing', async (type, change) => {
    const calls = side.connector.calls.length;
    const silent = { conversation: { id: `a:${type}`, tenantId: TENANT } } as object;
    expect(await side.deliver({ ...personal('x', silent), type, ...change } as never)).toBe(200);
    await side.channel.idle();
    expect(side.connector.calls).toHaveLength(calls);
    expect(await side.store.read(`conversation/msteams:a:${type}`)).toBeUndefined();
  });

  it('answers 501 to an invoke that is nobody’s', async () => {
    expect(await side.deliver(personal(undefined, { type: 'invoke', name: 'adaptiveCard/action' }))).toBe(501);
  });

  it('answers an invoke with what it was given', async () => {
    const asked = await startTeamsSide({ answerInvoke: async ({ name }) => ({ status: 200, body: { heard: name } }) });
    const answer = await asked.post(
      JSON.stringify(personal(undefined, { type: 'invoke', name: 'x', serviceUrl: asked.connector.serviceUrl })),
      { Authorization: `Bearer ${asked.issuer.token()}` },
    );
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ heard: 'x' });
    await asked.stop();
  });
});

describe('POST /api/messages, under pressure', () => {
  it('slows bad tokens down by address, and never good ones', async () => {
    const strict = await startTeamsSide({ rateLimit: 3 });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1)
      statuses.push(await strict.deliver(personal('x'), { claims: { exp: undefined } }));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await strict.deliver(personal('費用'))).toBe(200);
    await strict.stop();
  });

  it('slows one conversation down, with the time to wait, and no other', async () => {
    const strict = await startTeamsSide({ rateLimit: 3 });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push(await strict.deliver(personal('費用')));
    expect(statuses).toEqual([200, 200, 200, 429]);
    const answer = await strict.post(JSON.stringify(personal('費用', { serviceUrl: strict.connector.serviceUrl })), {
      Authorization: `Bearer ${strict.issuer.token()}`,
    });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const elsewhere = { conversation: { id: 'a:other', tenantId: TENANT } } as object;
    expect(await strict.deliver(personal('費用', elsewhere))).toBe(200);
    await strict.stop();
  });

  it('answers 503 when the storage is away, without saying why', async () => {
    const store = new MemoryStore(Date.now);
    store.write = async () => {
      throw new StorageUnavailableError('writing', new Error('ENOSPC /secret/path'));
    };
    const full = await startTeamsSide({ store });
    const answer = await full.post(JSON.stringify(personal('費用', { serviceUrl: full.connector.serviceUrl })), {
      Authorization: `Bearer ${full.issuer.token()}`,
    });
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toMatch(/ENOSPC|secret/);
    await full.channel.idle();
    expect(full.connector.calls).toEqual([]);
    await full.stop();
  });

  it('answers the other routes all the while', async () => {
    expect((await fetch(`${side.url}/healthz`)).status).toBe(200);
  });
});
