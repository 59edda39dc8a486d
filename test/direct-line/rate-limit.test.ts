import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { clientAddress } from '../../bot/http/client-address.js';
import { rateLimit } from '../../bot/http/rate-limit.js';
import { DirectLineClient } from '../support/direct-line-client.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { startServer, type TestServer } from '../support/web-server.js';

let server: TestServer;
let time = 0;
const now = () => new Date(time);
const runTurn = scriptedBot(({ text }) => [{ text: `聞いた: ${text}` }]);

afterEach(() => server?.stop());

describe('messages per minute and address', () => {
  it('the limit is served; what is over it is refused with the time to wait, and the chat says so once', async () => {
    server = await startServer({ runTurn, now, rateLimit: 3 });
    const client = await new DirectLineClient(server.url).open();
    for (const text of ['1', '2', '3']) expect((await client.say(text)).status).toBe(200);
    for (const text of ['4', '5', '6']) {
      const answer = await client.say(text);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    }
    const said = (await client.read('1')).activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text);
    expect(said).toEqual(['聞いた: 1', '聞いた: 2', '聞いた: 3', expect.stringContaining('1分ほど待って')]);
  });

  it('is forgiven after a minute', async () => {
    server = await startServer({ runTurn, now, rateLimit: 1 });
    const client = await new DirectLineClient(server.url).open();
    expect((await client.say('1')).status).toBe(200);
    expect((await client.say('2')).status).toBe(429);
    time += 60_000;
    expect((await client.say('3')).status).toBe(200);
  });

  it('counts addresses apart, as the proxy in front saw them', async () => {
    server = await startServer({ runTurn, now, rateLimit: 1, trustedProxies: 1 });
    const from = (address: string) => new DirectLineClient(server.url, { 'X-Forwarded-For': address }).open();
    const [one, other] = [await from('203.0.113.1'), await from('203.0.113.2')];
    expect((await one.say('1')).status).toBe(200);
    expect((await one.say('2')).status).toBe(429);
    expect((await other.say('1')).status).toBe(200);
  });

  it('new conversations are limited too', async () => {
    server = await startServer({ runTurn, now, rateLimit: 2 });
    const client = new DirectLineClient(server.url);
    const statuses = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await client.ask('POST', '/tokens/generate')).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
  });

  it('reads are limited too, at twenty for every message; another address is not held up', async () => {
    server = await startServer({ runTurn, now, rateLimit: 2, trustedProxies: 1, resultPage: async () => '<p>' });
    const from = (address: string) => new DirectLineClient(server.url, { 'X-Forwarded-For': address }).open();
    const [one, other] = [await from('203.0.113.1'), await from('203.0.113.2')];
    const poll = (client: DirectLineClient) =>
      client.ask('GET', `/conversations/${client.conversationId}/activities?watermark=1`);
    for (let at = 0; at < 40; at += 1) expect((await poll(one)).status).toBe(200);
    const answer = await poll(one);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    const page = (address: string) =>
      fetch(`${server.url}/result/x`, { headers: { 'X-Forwarded-For': address } }).then(({ status }) => status);
    const refused = [
      await one.ask('GET', `/conversations/${one.conversationId}`),
      await one.ask('POST', '/tokens/refresh'),
      await one.ask('POST', '/tokens/resume', { conversationId: one.conversationId }, one.resume),
    ];
    expect(refused.map(({ status }) => status)).toEqual([429, 429, 429]);
    expect(await page('203.0.113.1')).toBe(429);
    expect((await one.say('1')).status).toBe(200);
    expect([(await poll(other)).status, await page('203.0.113.2')]).toEqual([200, 200]);
    time += 60_000;
    expect((await poll(one)).status).toBe(200);
  });

  it('0 means no limit', async () => {
    server = await startServer({ runTurn, now, rateLimit: 0 });
    const client = await new DirectLineClient(server.url).open();
    for (let at = 0; at < 200; at += 1) expect((await client.say('x')).status).toBe(200);
  });
});

describe('the counter', () => {
  it('keeps a bounded number of addresses, however many come', () => {
    const limit = rateLimit(1, () => 0);
    limit.count('first');
    for (let at = 0; at < 30_000; at += 1) limit.count(`a${at}`);
    // Forgotten in the flood, so allowed again: memory is bounded, not the patience with one address.
    expect(limit.count('first').waitMs).toBe(0);
    expect(limit.count('a29999').waitMs).toBe(60_000);
  });
});

describe('the address of a request', () => {
  const request = (remoteAddress: string, forwarded?: string) =>
    ({
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    }) as unknown as IncomingMessage;

  it.each([
    [0, '198.51.100.7', undefined, '198.51.100.7'],
    [0, '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    [1, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [1, '10.0.0.1', 'spoofed, 203.0.113.9', '203.0.113.9'],
    [1, '10.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    [2, '10.0.0.1', '1.2.3.4, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    [2, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [1, '10.0.0.1', undefined, '10.0.0.1'],
    [1, '10.0.0.1', '', '10.0.0.1'],
    [0, '::ffff:198.51.100.7', undefined, '198.51.100.7'],
    [0, '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    [0, '2001:db8:1:2:ffff::1', undefined, '2001:db8:1:2::/64'],
    [0, '2001:db8::1', undefined, '2001:db8:0:0::/64'],
    [0, '::1', undefined, '0:0:0:0::/64'],
  ])('%d proxies, from %s, forwarded for %s: %s', (proxies, remote, forwarded, expected) => {
    expect(clientAddress(proxies)(request(remote, forwarded))).toBe(expected);
  });
});
