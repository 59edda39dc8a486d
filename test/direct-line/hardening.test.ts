import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectLineClient, Stream } from '../support/direct-line-client.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

const ALLOWED = 'https://www.example.go.jp';
let server: TestServer;
const thrower = scriptedBot(({ text }) => {
  if (text === 'throw') throw new Error('secret path /etc/passwd');
  return [{ text: 'はい' }];
});

beforeAll(async () => {
  server = await startServer({
    runTurn: thrower,
    assets: await builtAssets(),
    allowedOrigins: [ALLOWED],
    publicUrl: 'https://chat.example.jp',
    messagesRoute: (_request, response, next) => {
      response.statusCode = 202;
      response.end();
      next(false);
    },
  });
});
afterAll(() => server.stop());

/** Every route, and some that are none. */
const ROUTES = [
  '/',
  '/?lang=en',
  '/result/x',
  '/assets/none.js',
  '/widget.js',
  '/healthz',
  '/readyz',
  '/api/messages',
  '/v3/directline/tokens/generate',
  '/v3/directline/conversations',
  '/v3/directline/conversations/x',
  '/v3/directline/conversations/x/activities',
  '/v3/directline/conversations/x/upload',
  '/none',
  '/..%2f..%2fetc/passwd',
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'];

describe('every response', () => {
  it('carries the security headers, names no server and leaks nothing', async () => {
    for (const route of ROUTES) {
      for (const method of METHODS) {
        const answer = await fetch(server.url + route, { method });
        const where = `${method} ${route} ${answer.status}`;
        const body = await answer.text();
        expect(answer.headers.get('x-content-type-options'), where).toBe('nosniff');
        expect(answer.headers.get('referrer-policy'), where).toBe('no-referrer');
        expect(answer.headers.get('content-security-policy'), where).toContain("default-src 'none'");
        expect(answer.headers.get('content-security-policy'), where).not.toContain('unsafe');
        expect(answer.headers.get('cross-origin-opener-policy'), where).toBe('same-origin');
        expect(answer.headers.get('strict-transport-security'), where).toContain('max-age=31536000');
        expect(answer.headers.get('cache-control'), where).toMatch(/no-store|max-age=300|immutable/);
        expect(answer.headers.get('server'), where).toBeNull();
        expect(answer.status, where).toBeLessThan(500);
        if (body && answer.status >= 400) {
          expect(answer.headers.get('content-type'), where).toMatch(/charset=utf-8/);
          expect(body, where).not.toMatch(/node_modules|at [\w.]+ \(|restify|Error:|does not exist|\/etc/);
        }
      }
    }
  });

  it('is the same polite nothing for what there is not', async () => {
    const answer = await fetch(`${server.url}/none?token=secret`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: { code: 'NotFound', message: 'There is nothing here.' } },
    ]);
    expect((await fetch(`${server.url}/healthz`, { method: 'DELETE' })).status).toBe(405);
  });

  it('answers HEAD for the page, as monitors and link checkers ask', async () => {
    const answer = await fetch(server.url, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(5_000);
  });

  it('says nothing of a failure but a number to quote', async () => {
    const client = await new DirectLineClient(server.url).open();
    const answer = await client.say('throw');
    expect(answer.status).toBe(500);
    const body = await answer.text();
    expect(body).toMatch(/Quote this number: [0-9a-f]{8}/);
    expect(body).not.toContain('passwd');
  });
});

describe('bodies', () => {
  const compressed = [gzipSync('{}'), Buffer.from('x'), Buffer.alloc(0), gzipSync(Buffer.alloc(40_000_000))];

  it.each(['gzip', 'GZIP', 'deflate', 'br', 'gzip, gzip', 'x', ''])(
    'encoded as "%s" are refused and end nothing',
    async (encoding) => {
      for (const route of ROUTES) {
        for (const method of ['GET', 'POST', 'PUT']) {
          for (const body of compressed.slice(0, encoding === 'gzip' ? 4 : 2)) {
            expect(await rawStatus(route, method, { 'Content-Encoding': encoding }, body)).toBe(415);
          }
        }
      }
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/csv',
    'application/octet-stream',
    'application/jsonx',
    'application/xml',
  ])('of type %s are refused', async (type) => {
    const client = await new DirectLineClient(server.url, { 'Content-Type': type }).open().catch(() => undefined);
    const plain = await new DirectLineClient(server.url).open();
    expect(client?.conversationId).toBeFalsy();
    const path = `/v3/directline/conversations/${plain.conversationId}/activities`;
    const headers = { Authorization: `Bearer ${plain.token}`, 'Content-Type': type };
    expect(await rawStatus(path, 'POST', headers, Buffer.from('{"type":"message","text":"x"}'))).toBe(415);
  });

  it('over 64 KiB are refused, declared or not; just under are taken', async () => {
    const client = await new DirectLineClient(server.url).open();
    expect((await client.say('あ'.repeat(20_000))).status).toBe(200);
    expect((await client.say('あ'.repeat(22_000))).status).toBe(413);
    const path = `/v3/directline/conversations/${client.conversationId}/activities`;
    const headers = { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json' };
    const chunked = await rawStatus(
      path,
      'POST',
      { ...headers, 'Transfer-Encoding': 'chunked' },
      Buffer.alloc(200_000, 'x'),
    );
    expect(chunked).toBe(413);
  });

  it.each(['', '{', '[]', '"x"', 'null', '5', '{"type":"message"', '\ufeff{}}', '{"a":1}x'])(
    'that are not a JSON object (%j) are refused',
    async (body) => {
      const client = await new DirectLineClient(server.url).open();
      const path = `/v3/directline/conversations/${client.conversationId}/activities`;
      const headers = { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json' };
      expect(await rawStatus(path, 'POST', headers, Buffer.from(body))).toBe(400);
    },
  );

  it('that are not UTF-8 are refused', async () => {
    const client = await new DirectLineClient(server.url).open();
    const path = `/v3/directline/conversations/${client.conversationId}/activities`;
    const headers = { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json' };
    const shiftJis = Buffer.from([0x7b, 0x22, 0x74, 0x22, 0x3a, 0x22, 0x93, 0xfa, 0x22, 0x7d]);
    expect(await rawStatus(path, 'POST', headers, shiftJis)).toBe(400);
  });

  it('bytes that are not HTTP get a 400 and the server lives', async () => {
    const { port } = new URL(server.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('\x16\x03\x01 nonsense\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe('addresses', () => {
  const TARGETS = [
    '//',
    '//x',
    '///',
    '//[',
    '/\\',
    '*',
    '/%',
    '/%00',
    'http://[',
    'http://x:99999/',
    `/${'a'.repeat(8_000)}`,
  ];
  const HOSTS = ['[', 'a b', 'x:99999', 'x/healthz?', 'x#', '%', 'x@y', '日本'];

  it.each(['plain', 'upgrade'])('that are nonsense are refused and end nothing (%s)', async (kind) => {
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
    for (const [address, host] of [
      ...TARGETS.map((target) => [target, 'x']),
      ...HOSTS.map((host) => ['/none', host]),
    ]) {
      const { port } = new URL(server.url);
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.end(`GET ${address} HTTP/1.1\r\nHost: ${host}\r\n${kind === 'upgrade' ? upgrade : ''}\r\n`);
        let text = '';
        socket.on('data', (data) => {
          text += data;
        });
        socket.on('close', () => resolve(text));
      });
      expect(answer, `${host} ${address}`).toMatch(/^HTTP\/1.1 4\d\d/);
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe('origins', () => {
  const refused = [
    'null',
    'https://evil.example',
    `${ALLOWED}.evil.example`,
    `${ALLOWED}:8443`,
    'http://www.example.go.jp',
    'https://example.go.jp',
    'https://xwww.example.go.jp',
    'https://chat.example.jp.evil.example',
    'file://',
    '',
  ];

  it('that are not allowed are refused, by REST and by WebSocket', async () => {
    const client = await new DirectLineClient(server.url).open();
    for (const origin of refused) {
      const headers = { Origin: origin };
      expect((await new DirectLineClient(server.url, headers).ask('POST', '/tokens/generate')).status, origin).toBe(
        403,
      );
      const { streamUrl } = await (await client.ask('GET', `/conversations/${client.conversationId}`)).json();
      const stream = new Stream(local(streamUrl), headers);
      await stream.until(() => stream.closeCode !== undefined);
      expect(stream.activities, origin).toEqual([]);
    }
  });

  it('that are allowed, our own, or none (a program) are served; CORS only names the asking one', async () => {
    for (const origin of [ALLOWED, 'https://chat.example.jp', server.url, undefined]) {
      const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
      const client = new DirectLineClient(server.url, headers);
      const answer = await client.ask('POST', '/tokens/generate');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin === ALLOWED ? ALLOWED : null);
      expect(answer.headers.get('vary')).toBe('Origin');
      await client.open();
      const stream = new Stream(local(client.streamUrl), headers);
      await stream.until(() => stream.activities.length === 1);
      stream.close();
    }
  });

  it('preflights are answered for allowed origins', async () => {
    const answer = await fetch(`${server.url}/v3/directline/conversations/x/activities`, {
      method: 'OPTIONS',
      headers: { Origin: ALLOWED, 'Access-Control-Request-Method': 'POST' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toBe(
      'authorization,content-type,x-ms-bot-agent,x-requested-with',
    );
  });
});

it('requests that wait for a start that fails are told to come again; later ones at once', async () => {
  let fail = (_error: Error) => {};
  const opened = new Promise<void>((_resolve, reject) => {
    fail = reject;
  });
  const other = await startServer({ opened });
  const waiting = [
    fetch(other.url),
    fetch(`${other.url}/v3/directline/tokens/generate`, { method: 'POST', body: '{}' }),
  ];
  await expect.poll(() => other.asked()).toBe(2);
  fail(new Error('knowledge/faq/cost.yaml:1: secret'));
  for (const answer of [...(await Promise.all(waiting)), await fetch(other.url)]) {
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { error: { code: 'Unavailable', message: expect.not.stringContaining('yaml') } },
    ]);
  }
  expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
  await other.stop();
});

it('logs neither texts nor tokens nor ids', async () => {
  const client = await new DirectLineClient(server.url).open();
  await client.say('カナリア一号 canary@example.jp');
  const stream = new Stream(local(client.streamUrl));
  await stream.until(() => stream.activities.length === 3);
  stream.close();
  await fetch(`${server.url}/?lang=ja&x=${client.token}`);
  const log = server.logged.join('\n');
  expect(log).toContain('/v3/directline/conversations/:id/activities');
  for (const secret of [client.token, client.resume, client.conversationId, 'カナリア', 'canary', 't=']) {
    expect(log).not.toContain(secret);
  }
});

it('the stream speaks of the public address, by wss', async () => {
  const client = await new DirectLineClient(server.url).open();
  expect(client.streamUrl).toMatch(/^wss:\/\/chat\.example\.jp\/v3\/directline\/conversations\//);
});

/** The stream's address on this machine, for a server that has a public one. */
function local(streamUrl: string): string {
  return streamUrl.replace('wss://chat.example.jp', server.url.replace('http', 'ws'));
}

/** Sends exactly these headers and bytes; resolves with the status. */
function rawStatus(path: string, method: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const framing = headers['Transfer-Encoding'] ? {} : { 'Content-Length': String(body.length) };
    const options = { method, headers: { ...framing, ...headers }, agent: false };
    const request = httpRequest(server.url + path, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    let answered = false;
    request.on('response', () => {
      answered = true;
    });
    request.on('error', (error) => !answered && reject(error));
    request.end(body);
  });
}
