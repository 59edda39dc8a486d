import { afterEach, describe, expect, it } from 'vitest';
import { createTokens } from '../../bot/channels/direct-line/tokens.js';
import { DirectLineClient, Stream } from '../support/direct-line-client.js';
import { startServer, type TestServer } from '../support/web-server.js';

const MINUTE = 60_000;
let server: TestServer;
let time = Date.parse('2026-01-05T10:00:00+09:00');
const now = () => new Date(time);

afterEach(() => server.stop());

/** Every way to reach into a conversation, as [method, path, body]. */
const reaches = (id: string): [string, string, unknown?][] => [
  ['GET', `/conversations/${id}`],
  ['GET', `/conversations/${id}/activities`],
  ['POST', `/conversations/${id}/activities`, { type: 'message', text: 'x' }],
  ['POST', `/conversations/${id}/activities`, { type: 'event', name: 'feedback', value: {} }],
  ['DELETE', `/conversations/${id}`],
];

describe('a token opens its own conversation and no other', () => {
  it('8 tokens against 8 conversations, every route: 404, nothing changed, nothing told', async () => {
    server = await startServer();
    const clients = await Promise.all(Array.from({ length: 8 }, () => new DirectLineClient(server.url).open()));
    let asked = 0;
    for (const thief of clients) {
      for (const { conversationId } of clients.filter((client) => client !== thief)) {
        for (const [method, path, body] of reaches(conversationId)) {
          const answer = await thief.ask(method, path, body);
          expect([answer.status, await answer.json()]).toEqual([
            404,
            { error: { code: 'ConversationNotFound', message: 'There is no such conversation.' } },
          ]);
          asked += 1;
        }
      }
    }
    expect(asked).toBe(8 * 7 * 5);
    for (const client of clients) expect((await client.read()).activities).toHaveLength(1);
  });

  it('says the same of a conversation that is not there', async () => {
    server = await startServer();
    const client = await new DirectLineClient(server.url).open();
    for (const id of ['nothing', '0'.repeat(32), '..', '__proto__', '%2e%2e%2fetc', 'あ']) {
      for (const [method, path, body] of reaches(encodeURIComponent(id))) {
        expect((await client.ask(method, path, body)).status).toBe(404);
      }
    }
  });

  it('a resume token works for its own conversation only, and for nothing but resuming', async () => {
    server = await startServer();
    const [mine, other] = [
      await new DirectLineClient(server.url).open(),
      await new DirectLineClient(server.url).open(),
    ];
    const resumed = await mine.ask('POST', '/tokens/resume', { conversationId: mine.conversationId }, mine.resume);
    expect(await resumed.json()).toMatchObject({ conversationId: mine.conversationId, token: expect.any(String) });
    expect(
      (await mine.ask('POST', '/tokens/resume', { conversationId: other.conversationId }, mine.resume)).status,
    ).toBe(404);
    expect((await mine.ask('GET', `/conversations/${mine.conversationId}`, undefined, mine.resume)).status).toBe(401);
    expect((await mine.ask('POST', '/tokens/resume', { conversationId: mine.conversationId })).status).toBe(401);
  });
});

describe('tokens', () => {
  it.each([
    ['none', ''],
    ['nonsense', 'abc'],
    ['three empty parts', '..'],
    [
      'another key',
      createTokens('x'.repeat(32), () => time, { talk: 1800, resume: 1, stream: 1 }).issue({
        kind: 'talk',
        user: 'dl_x',
      }),
    ],
    [
      'alg none',
      `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"kind":"talk","user":"dl_x","exp":9999999999}').toString('base64url')}.`,
    ],
  ])('%s: 401 on every route', async (_name, token) => {
    server = await startServer({ now });
    const client = await new DirectLineClient(server.url).open();
    for (const [method, path, body] of reaches(client.conversationId)) {
      expect((await client.ask(method, path, body, token)).status).toBe(401);
    }
    expect((await client.ask('POST', '/tokens/refresh', {}, token)).status).toBe(401);
    expect((await client.ask('POST', '/conversations', {}, token)).status).toBe(401);
  });

  it('with one character changed is refused, wherever it is', async () => {
    server = await startServer({ now });
    const client = await new DirectLineClient(server.url).open();
    const [header = '', body = '', signature = ''] = client.token.split('.');
    const changed = [
      `A${header.slice(1)}.${body}.${signature}`,
      `${header}.A${body.slice(1)}.${signature}`,
      `${header}.${body}.A${signature.slice(1)}x`,
    ];
    for (const token of changed)
      expect((await client.ask('GET', `/conversations/${client.conversationId}`, undefined, token)).status).toBe(401);
  });

  it('is good for 30 minutes; then 403, until the conversation is resumed', async () => {
    server = await startServer({ now });
    const client = await new DirectLineClient(server.url).open();
    time += 29 * MINUTE;
    expect((await client.say('まだ')).status).toBe(200);
    time += 2 * MINUTE;
    expect((await client.say('もう')).status).toBe(403);
    expect((await client.ask('POST', '/tokens/refresh')).status).toBe(403);
    const resumed = await client.ask(
      'POST',
      '/tokens/resume',
      { conversationId: client.conversationId },
      client.resume,
    );
    client.token = (await resumed.json()).token;
    expect((await client.say('また')).status).toBe(200);
  });

  it('refreshed in time goes on', async () => {
    server = await startServer({ now });
    const client = await new DirectLineClient(server.url).open();
    for (let quarter = 0; quarter < 8; quarter += 1) {
      time += 15 * MINUTE;
      client.token = (await (await client.ask('POST', '/tokens/refresh')).json()).token;
    }
    expect((await client.say('二時間後')).status).toBe(200);
  });
});

describe('a stream ticket', () => {
  it('opens one stream, once, within a minute', async () => {
    server = await startServer({ now });
    const client = await new DirectLineClient(server.url).open();
    const first = new Stream(client.streamUrl);
    await first.until(() => first.activities.length === 1);
    const second = new Stream(client.streamUrl);
    await second.until(() => second.closeCode !== undefined);
    expect(second.activities).toEqual([]);
    const { streamUrl } = await (await client.ask('GET', `/conversations/${client.conversationId}`)).json();
    time += 61_000;
    const late = new Stream(streamUrl);
    await late.until(() => late.closeCode !== undefined);
    expect(late.activities).toEqual([]);
    first.close();
  });

  it('of another conversation, or a talk token in its place, opens nothing', async () => {
    server = await startServer();
    const [mine, other] = [
      await new DirectLineClient(server.url).open(),
      await new DirectLineClient(server.url).open(),
    ];
    const urls = [
      mine.streamUrl.replace(mine.conversationId, other.conversationId),
      mine.streamUrl.replace(/t=.*/, `t=${mine.token}`),
      mine.streamUrl.replace(/&t=.*/, ''),
      mine.streamUrl.replace('/stream', '/steam'),
      mine.streamUrl.replace('/v3/', '/'),
    ];
    for (const url of urls) {
      const stream = new Stream(url);
      await stream.until(() => stream.closeCode !== undefined);
      expect(stream.activities).toEqual([]);
    }
  });
});

it('ids and tokens are unguessable: 500 without a duplicate, 128 bits each', async () => {
  server = await startServer();
  const client = new DirectLineClient(server.url);
  const users = new Set<string>();
  for (let at = 0; at < 500; at += 1) {
    const { token } = await (await client.ask('POST', '/tokens/generate')).json();
    users.add(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()).user);
  }
  expect(users.size).toBe(500);
  for (const user of users) expect(user).toMatch(/^dl_[0-9a-f]{32}$/);
});
