import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DirectLineClient, Stream } from '../support/direct-line-client.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { startServer, type TestServer } from '../support/web-server.js';

let server: TestServer;
const runTurn = scriptedBot(({ text }) => [{ text: `聞いた: ${text}` }]);

afterEach(() => server.stop());

/** A visitor with the chat open; the greeting has come. */
async function visitor() {
  const client = await new DirectLineClient(server.url).open();
  const stream = new Stream(client.streamUrl);
  await stream.until(() => stream.activities.length === 1);
  return { client, stream };
}

const endOf = async (stream: Stream) => {
  await stream.until(() => stream.closeCode !== undefined);
  return [stream.closeCode, stream.closeReason];
};

describe('sockets', () => {
  it('have so many places; one more takes that of the longest unused, which comes back and misses nothing', async () => {
    server = await startServer({ runTurn, maxSockets: 3 });
    const [first, second, third] = [await visitor(), await visitor(), await visitor()];
    await first.client.say('一');
    await first.stream.until(() => first.stream.activities.length === 3);
    const fourth = await visitor();
    expect(await endOf(second.stream)).toEqual([1013, 'too many connections: the longest unused one is closed']);
    expect((await second.client.say('二')).status).toBe(200);
    const again = await (
      await second.client.ask('GET', `/conversations/${second.client.conversationId}?watermark=1`)
    ).json();
    const back = new Stream(again.streamUrl);
    await back.until(() => back.activities.length === 2);
    expect(back.activities.map(({ text }) => text)).toEqual(['二', '聞いた: 二']);
    expect((await endOf(third.stream))[0]).toBe(1013);
    expect([first, fourth].map(({ stream }) => stream.closeCode)).toEqual([undefined, undefined]);
    for (const { stream } of [first, fourth]) stream.close();
  });

  it('of one conversation can not drive out those of others', async () => {
    server = await startServer({ runTurn, maxSockets: 100 });
    const other = await visitor();
    const { client, stream } = await visitor();
    const streams = [stream];
    for (let at = 0; at < 8; at += 1) {
      const { streamUrl } = await (await client.ask('GET', `/conversations/${client.conversationId}`)).json();
      const one = new Stream(streamUrl);
      await one.until(() => one.activities.length === 1);
      streams.push(one);
    }
    expect((await endOf(streams[0]!))[0]).toBe(1013);
    expect([other.stream, ...streams.slice(1)].every(({ closeCode }) => closeCode === undefined)).toBe(true);
  });

  it('are closed with a reason when the server goes down', async () => {
    server = await startServer({ runTurn });
    const { stream } = await visitor();
    void server.stop();
    expect(await endOf(stream)).toEqual([1001, 'the server is going down']);
  });
});

describe('plain connections', () => {
  const plain = async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const closed = (socket: Socket) =>
    socket.closed ||
    once(
      socket.on('error', () => {}),
      'close',
    );

  it('have so many places too; one more takes that of the longest unused', async () => {
    server = await startServer({ runTurn, maxSockets: 3 });
    const sockets = [await plain(), await plain(), await plain()];
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await closed(sockets[0]!);
    expect(sockets.slice(1).map(({ closed }) => closed)).toEqual([false, false]);
    for (const socket of sockets) socket.destroy();
  });

  it('that are being answered are not cut off: the newcomer is', async () => {
    server = await startServer({ runTurn, maxSockets: 3, opened: new Promise(() => {}) });
    const sockets = [await plain(), await plain(), await plain()];
    for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    // All three are heard before the fourth comes: what is asked first is answered first, on one thread.
    await expect.poll(() => server.asked()).toBe(3);
    await closed(await plain());
    expect(sockets.map(({ closed }) => closed)).toEqual([false, false, false]);
    for (const socket of sockets) socket.destroy();
  });
});

describe('conversations', () => {
  it('are not opened without room, and the client is told to come later', async () => {
    let room = 2;
    server = await startServer({ runTurn, hasRoom: () => room-- > 0 });
    for (const status of [201, 201, 503, 503]) {
      const client = new DirectLineClient(server.url);
      client.token = (await (await client.ask('POST', '/tokens/generate')).json()).token;
      const answer = await client.ask('POST', '/conversations');
      expect(answer.status).toBe(status);
      expect(answer.headers.get('retry-after')).toBe(status === 503 ? '600' : null);
    }
  });

  it('from one address are limited by the day as well', async () => {
    let time = 0;
    server = await startServer({ runTurn, openingsADay: 2, now: () => new Date(time) });
    const open = async () => {
      const client = new DirectLineClient(server.url);
      client.token = (await (await client.ask('POST', '/tokens/generate')).json()).token;
      return (await client.ask('POST', '/conversations')).status;
    };
    expect([await open(), await open(), await open()]).toEqual([201, 201, 429]);
    time += 86_400_000;
    expect(await open()).toBe(201);
  });
});
