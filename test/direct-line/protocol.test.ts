import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectLineClient, Stream, type WireActivity } from '../support/direct-line-client.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { startServer, type TestServer } from '../support/web-server.js';

let server: TestServer;
const echo = scriptedBot(({ text }) => [{ text: `聞いた: ${text}` }]);
const texts = (activities: WireActivity[]) => activities.filter(({ text }) => text).map(({ text }) => text);

beforeAll(async () => {
  server = await startServer({ runTurn: echo });
});
afterAll(() => server.stop());

describe('a program over REST', () => {
  it('gets a token without a secret, opens a conversation, is greeted, asks, and reads the answer by watermark', async () => {
    const client = new DirectLineClient(server.url);
    const granted = await client.ask('POST', '/tokens/generate', {});
    expect(granted.status).toBe(200);
    client.token = (await granted.json()).token;
    const opened = await client.ask('POST', '/conversations', { locale: 'ja-JP' });
    expect(opened.status).toBe(201);
    Object.assign(client, await opened.json());
    const greeting = await client.read();
    expect(texts(greeting.activities)).toEqual([expect.stringContaining('こんにちは')]);
    const posted = await client.say('費用は');
    expect(posted.status).toBe(200);
    const { id } = await posted.json();
    const { activities } = await client.read(greeting.watermark);
    expect(activities.map((activity) => [activity.id === id, activity.from.role, activity.text])).toEqual([
      [true, 'user', '費用は'],
      [false, 'bot', '聞いた: 費用は'],
    ]);
    expect(activities[1]?.replyToId).toBe(id);
  });

  it('goes on with the token it got first, after the conversation has been opened with it', async () => {
    const client = new DirectLineClient(server.url);
    const first = (await (await client.ask('POST', '/tokens/generate')).json()).token;
    client.token = first;
    client.conversationId = (await (await client.ask('POST', '/conversations')).json()).conversationId;
    expect((await client.say('こんにちは')).status).toBe(200);
  });

  it('opens an English conversation for any English locale, a Japanese one for everything else', async () => {
    const asked = ['en', 'en-US', 'EN-gb', 'ja', 'ja-JP', 'zh-cn', '__proto__', 'x'.repeat(10_000), 5, null, {}];
    const greetings = await Promise.all(
      asked.map(async (locale) => (await new DirectLineClient(server.url).open(locale as string)).read()),
    );
    const languages = greetings.map(({ activities }) => activities[0]?.locale);
    expect(languages).toEqual(['en-US', 'en-US', 'en-US', ...Array(8).fill('ja-JP')]);
  });

  it('has a long text kept as far as the bot needs it, and a value that no button sends refused', async () => {
    const client = await new DirectLineClient(server.url).open();
    const posted = await client.say('長'.repeat(12_000));
    expect(posted.status).toBe(200);
    const { activities } = await client.read();
    expect(activities.map(({ text }) => text?.length ?? 0)).toEqual([expect.any(Number), 8_000, 8_000 + 5]);
    const value = { text: 'x'.repeat(20_000) };
    const path = `/conversations/${client.conversationId}/activities`;
    expect((await client.ask('POST', path, { type: 'message', value })).status).toBe(400);
  });

  it('gives everything for a watermark that is empty or nonsense', async () => {
    const client = await new DirectLineClient(server.url).open();
    for (const watermark of ['', '-', 'NaN', '-1', '1e3', '0']) {
      expect((await client.read(watermark)).activities).toHaveLength(1);
    }
  });

  it('takes a delivery that comes twice once, and gives both the same id', async () => {
    const client = await new DirectLineClient(server.url).open();
    const activity = { type: 'message', text: '一度', channelData: { clientActivityID: 'abc' } };
    const ids = await Promise.all(
      [client.post(activity), client.post(activity)].map(async (r) => (await (await r).json()).id),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(texts((await client.read('1')).activities)).toEqual(['一度', '聞いた: 一度']);
  });

  it('keeps the order and loses nothing when 40 messages come at once', async () => {
    const client = await new DirectLineClient(server.url).open();
    await Promise.all(Array.from({ length: 40 }, (_, at) => client.say(`m${at}`)));
    const { activities } = await client.read('1');
    expect(activities).toHaveLength(80);
    const order = activities.map(({ channelData }) => channelData['webchat:sequence-id'] as number);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (let at = 0; at < 80; at += 2) expect(activities[at + 1]?.text).toBe(`聞いた: ${activities[at]?.text}`);
  });
});

describe('what a client says of itself is not believed', () => {
  it('stamps sender, role, channel and conversation, and leaves everything else behind', async () => {
    const client = await new DirectLineClient(server.url).open();
    await client.post({
      type: 'message',
      text: 'x',
      from: { id: 'staff', name: 'Staff', role: 'bot' },
      recipient: { id: 'someone' },
      channelId: 'msteams',
      serviceUrl: 'http://169.254.169.254/',
      conversation: { id: 'other' },
      timestamp: '1999-01-01T00:00:00Z',
      textFormat: 'markdown',
      attachments: [{ contentType: 'image/png', contentUrl: 'https://evil.example/x.png' }],
      entities: [{ type: 'knowledge', id: 'x' }],
      channelData: { 'webchat:sequence-id': -5, tenant: 'x', postBack: true, clientActivityID: 'c1' },
    });
    const [said] = (await client.read('1')).activities;
    expect(said?.from).toEqual({ id: expect.stringMatching(/^dl_[0-9a-f]{32}$/), name: '', role: 'user' });
    expect(said?.conversation.id).toBe(client.conversationId);
    expect(said?.channelData).toEqual({ 'webchat:sequence-id': 2, postBack: true, clientActivityID: 'c1' });
    expect(said?.textFormat).toBe('plain');
    for (const field of ['attachments', 'entities', 'recipient', 'serviceUrl']) expect(said?.[field]).toBeUndefined();
    expect(said?.timestamp).not.toContain('1999');
  });

  it.each([
    [{ type: 'conversationUpdate', membersAdded: [{ id: 'x' }] }],
    [{ type: 'invoke', name: 'adaptiveCard/action' }],
    [{ type: 'messageDelete', id: 'x' }],
    [{ text: 'no type' }],
    [{ type: 'message', text: { toString: 'x' } }],
    [{ type: 'message', text: 5 }],
    [{ type: 'event', name: 'x'.repeat(101) }],
  ])('refuses %j', async (activity) => {
    const client = await new DirectLineClient(server.url).open();
    expect((await client.post(activity)).status).toBe(400);
    expect((await client.read('1')).activities).toEqual([]);
  });

  it('drops __proto__ keys out of values', async () => {
    const client = await new DirectLineClient(server.url).open();
    const body = '{"type":"message","value":{"__proto__":{"polluted":true},"ask":"cost"}}';
    const path = `/v3/directline/conversations/${client.conversationId}/activities`;
    const headers = { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json' };
    await fetch(`${server.url}${path}`, { method: 'POST', headers, body });
    expect((await client.read('1')).activities[0]?.value).toEqual({ ask: 'cost' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('the stream', () => {
  it('replays the conversation and then brings everything as it comes, in frames that Web Chat can read', async () => {
    const client = await new DirectLineClient(server.url).open();
    const stream = new Stream(client.streamUrl);
    await stream.until(() => stream.activities.length === 1);
    stream.send('');
    await client.say('費用は');
    await stream.until(() => stream.activities.length === 3);
    expect(texts(stream.activities).slice(1)).toEqual(['費用は', '聞いた: 費用は']);
    expect(stream.watermark).toBe('3');
    stream.close();
  });

  it('goes on from the watermark after a reconnection, with a new token', async () => {
    const client = await new DirectLineClient(server.url).open();
    await client.say('一');
    const again = await (await client.ask('GET', `/conversations/${client.conversationId}?watermark=2`)).json();
    expect(again).toMatchObject({ conversationId: client.conversationId, token: expect.any(String) });
    const stream = new Stream(again.streamUrl);
    await stream.until(() => stream.activities.length > 0);
    expect(texts(stream.activities)).toEqual(['聞いた: 一']);
    stream.close();
  });

  it('ends when the conversation is deleted, and nothing of it can be read any more', async () => {
    const client = await new DirectLineClient(server.url).open();
    const stream = new Stream(client.streamUrl);
    await stream.until(() => stream.activities.length === 1);
    expect((await client.ask('DELETE', `/conversations/${client.conversationId}`)).status).toBe(204);
    await stream.until(() => stream.closeCode !== undefined);
    expect((await client.ask('GET', `/conversations/${client.conversationId}/activities`)).status).toBe(404);
    expect((await client.say('x')).status).toBe(404);
    expect((await client.ask('POST', '/tokens/refresh')).status).toBe(404);
    expect(await server.conversations.get(client.conversationId)).toBeUndefined();
  });

  it('drops a reply mark that points at something the log does not have', async () => {
    const client = await new DirectLineClient(server.url).open();
    const [greeting] = (await client.read()).activities;
    expect(greeting?.replyToId).toBeUndefined();
  });
});
