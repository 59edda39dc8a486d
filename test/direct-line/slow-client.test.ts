import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serveStreams } from '../../bot/channels/direct-line/stream.js';
import { createTokens, type Tokens } from '../../bot/channels/direct-line/tokens.js';
import type { ConversationRecord, Conversations, LogRow } from '../../bot/conversations/conversation.js';
import { newRecord } from '../../bot/conversations/new-record.js';

const LENGTH = 100_000;
/** A frame of 256 Ki characters, and what makes it a frame. */
const ONE_FRAME = 300_000;

/** A conversation that grows by long messages, as fast as it is told to. */
class GrowingConversation implements Pick<Conversations, 'get' | 'subscribe'> {
  readonly record: ConversationRecord = newRecord({
    id: 'c',
    channelId: 'directline',
    userId: 'u',
    locale: 'ja',
    now: new Date(0),
  });
  private wake = () => {};

  async get() {
    return this.record;
  }

  subscribe(_id: string, listener: (event: 'grown') => void) {
    this.wake = () => listener('grown');
    return () => {};
  }

  grow() {
    const seq = this.record.log.length + 1;
    this.record.seq = seq;
    const activity = { id: `a${seq}`, type: 'message', text: 'x'.repeat(LENGTH), timestamp: '' };
    this.record.log.push({ seq, activity } as LogRow);
    this.wake();
  }
}

let server: Server;
let conversation: GrowingConversation;
let tokens: Tokens;
let sockets: Socket[];

beforeEach(async () => {
  conversation = new GrowingConversation();
  tokens = createTokens('x'.repeat(32), Date.now, { talk: 60, resume: 60, stream: 60 });
  sockets = [];
  server = createServer().on('connection', (socket) => sockets.push(socket));
  const conversations = conversation as unknown as Conversations;
  serveStreams(server, { conversations, tokens, origins: { allowedOrigins: [] }, maxSockets: 10 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

function open(): WebSocket {
  const { port } = server.address() as AddressInfo;
  const ticket = tokens.issue({ kind: 'stream', user: 'u', conversation: 'c' });
  return new WebSocket(`ws://127.0.0.1:${port}/v3/directline/conversations/c/stream?t=${ticket}`);
}

it('a client that stops reading costs one frame of memory, however much comes; when it reads again it misses nothing', async () => {
  const client = open();
  const received: number[] = [];
  client.on('message', (data) => {
    for (const { channelData } of JSON.parse(String(data)).activities)
      received.push(channelData['webchat:sequence-id']);
  });
  await once(client, 'open');
  client.pause();
  let most = 0;
  // 40 MB: several times what the two systems' own buffers take.
  for (let at = 0; at < 400; at += 1) {
    conversation.grow();
    await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, ...sockets.map(({ writableLength }) => writableLength));
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(ONE_FRAME);
  client.resume();
  await expect.poll(() => received.length, { timeout: 60_000 }).toBe(400);
  expect(received).toEqual(Array.from({ length: 400 }, (_, at) => at + 1));
});

it('a long conversation is replayed in frames of bounded size', async () => {
  for (let at = 0; at < 100; at += 1) conversation.grow();
  const client = open();
  const frames: { length: number; count: number }[] = [];
  client.on('message', (data) => {
    const text = String(data);
    frames.push({ length: text.length, count: JSON.parse(text).activities.length });
  });
  await expect.poll(() => frames.reduce((sum, { count }) => sum + count, 0), { timeout: 60_000 }).toBe(100);
  expect(Math.max(...frames.map(({ length }) => length))).toBeLessThan(ONE_FRAME);
  expect(frames).toHaveLength(50);
});
