import type { Activity } from 'botbuilder-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatRecord } from '../../bot/channels/bot-framework/chat-record.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { ConflictError } from '../../bot/storage/record-store.js';
import { personal, startTeamsSide, type TeamsSide } from './support/teams-side.js';

const sides: TeamsSide[] = [];
afterEach(async () => {
  await Promise.all(sides.splice(0).map((side) => side.stop()));
});

async function start(options: Parameters<typeof startTeamsSide>[0] = {}): Promise<TeamsSide> {
  const side = await startTeamsSide(options);
  sides.push(side);
  return side;
}

const echo = async ({ text }: Partial<Activity>) => [{ type: 'message', text: `「${text}」` }];
const KEY = 'conversation/msteams:a:personal';
const recordIn = async (store: MemoryStore) => (await store.read<ChatRecord>(KEY))?.value;

/** The same in another order, by a small generator with a seed. */
function shuffled<T>(items: T[], seed: number): T[] {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state;
  };
  return items
    .map((item) => ({ item, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

describe('turns', () => {
  it('remember the conversation: question, language, place in the quiz', async () => {
    const side = await start();
    await side.say(personal('申込資格を確かめる'));
    const record = await recordIn(side.store as MemoryStore);
    expect(record?.state?.quiz?.asking).toBeTruthy();
    const [first] = await side.say(personal('英語で'));
    expect(first?.locale).toBe('en');
    expect((await recordIn(side.store as MemoryStore))?.state?.language).toBe('en');
  });

  it('of one conversation run in the order in which they came', async () => {
    const heard: string[] = [];
    const side = await start({
      takeFirst: async (activity) => {
        await new Promise((resolve) => setTimeout(resolve, heard.length % 3));
        heard.push(activity.text);
        return echo(activity);
      },
    });
    const texts = Array.from({ length: 20 }, (_, index) => `問${index}`);
    for (const text of texts) void side.deliver(personal(text));
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(20);
    await side.channel.idle();
    expect(side.connector.sent().map(({ text }) => text)).toEqual(heard.map((text) => `「${text}」`));
    expect([...heard].sort()).toEqual([...texts].sort());
  });

  it('are taken while the channel is slow, and the replies keep their order', async () => {
    const side = await start({ takeFirst: echo, instead: { timeoutMs: 2_000 } });
    side.connector.trouble.push('hang');
    expect(await side.deliver(personal('一つ目'))).toBe(200);
    expect(await side.deliver(personal('二つ目'))).toBe(200);
    expect(side.connector.sent().length).toBeLessThan(2);
    await side.channel.idle();
    expect(side.connector.sent().map(({ text }) => text)).toEqual(['「一つ目」', '「一つ目」', '「二つ目」']);
  });

  it('keep nothing that was typed', async () => {
    const side = await start();
    await side.say(personal('株式会社ひみつ製作所の費用はいくらですか'));
    expect(JSON.stringify(await recordIn(side.store as MemoryStore))).not.toContain('ひみつ');
    expect(await side.store.list('unsent')).toEqual([]);
  });
});

describe('a delivery that comes again', () => {
  it('is one turn, at once or later', async () => {
    const side = await start();
    const message = personal('費用はかかりますか');
    await Promise.all([side.deliver(message), side.deliver(message), side.deliver(message)]);
    await side.channel.idle();
    const replies = side.connector.sent().length;
    expect(replies).toBeGreaterThan(0);
    expect(await side.say(message)).toEqual([]);
  });

  it('is one turn after a restart: 300 activities of 30 conversations, twice, shuffled', async () => {
    const store = new MemoryStore(Date.now);
    const messages = Array.from({ length: 300 }, (_, index) =>
      personal(`問${index}`, {
        conversation: { id: `a:${index % 30}` } as never,
        channelData: undefined,
        channelId: 'webchat',
      }),
    );
    const one = await start({ store, takeFirst: echo });
    const order = shuffled([...messages, ...messages], 42);
    for (const message of order.slice(0, 350)) await one.deliver(message);
    await one.channel.idle();
    const two = await start({ store, takeFirst: echo });
    for (const message of order.slice(350)) await two.deliver(message);
    await two.channel.idle();
    const texts = [...one.connector.sent(), ...two.connector.sent()].map(({ text }) => text);
    expect(texts).toHaveLength(300);
    expect(new Set(texts).size).toBe(300);
  }, 60_000);

  it('is another turn in another conversation, for ids are only unique within one', async () => {
    const side = await start({ takeFirst: echo });
    await side.say(personal('甲', { id: 'same' }));
    const elsewhere = personal('乙', { id: 'same' });
    const replies = await side.say({
      ...elsewhere,
      conversation: { ...elsewhere.conversation, id: 'a:other' } as never,
    });
    expect(replies).toHaveLength(1);
  });

  it('remembers a bounded number', async () => {
    const side = await start({ takeFirst: echo });
    for (let count = 0; count < 60; count += 1) await side.deliver(personal(`問${count}`));
    await side.channel.idle();
    expect((await recordIn(side.store as MemoryStore))?.taken).toHaveLength(50);
  });
});

describe('when things go wrong', () => {
  it('a process that died between writing and sending: the next one sends, once', async () => {
    const store = new MemoryStore(Date.now);
    const dying = await startTeamsSide({
      store,
      takeFirst: echo,
      instead: { token: () => new Promise<string>(() => {}) },
    });
    expect(await dying.deliver(personal('費用'))).toBe(200);
    expect((await recordIn(store))?.outbox).toHaveLength(1);
    const next = await start({ store, instead: { serviceHosts: [dying.connector.origin] } });
    await next.channel.resume();
    await next.channel.idle();
    expect(dying.connector.sent().map(({ text }) => text)).toEqual(['「費用」']);
    expect((await recordIn(store))?.outbox).toEqual([]);
    await next.channel.resume();
    await next.channel.idle();
    expect(dying.connector.sent()).toHaveLength(1);
    await Promise.all([dying.connector.stop(), dying.issuer.stop()]);
  });

  it('a process that died while another goes on: that one sends after a while', async () => {
    const store = new MemoryStore(Date.now);
    const dying = await startTeamsSide({
      store,
      takeFirst: echo,
      instead: { token: () => new Promise<string>(() => {}) },
    });
    const other = await start({ store, instead: { serviceHosts: [dying.connector.origin], sweepMs: 20 } });
    await other.channel.resume();
    expect(await dying.deliver(personal('費用'))).toBe(200);
    await expect.poll(() => dying.connector.sent().map(({ text }) => text), { timeout: 10_000 }).toEqual(['「費用」']);
    await other.channel.close();
    await Promise.all([dying.connector.stop(), dying.issuer.stop()]);
  });

  it('a turn that fails: an apology with a number, in the conversation’s language, and nothing else changes', async () => {
    const side = await start({
      takeFirst: async ({ text }) => {
        if (text === 'だめ') throw new Error('secret detail');
        return undefined;
      },
    });
    await side.say(personal('申込資格を確かめる'));
    const before = (await recordIn(side.store as MemoryStore))?.state;
    const [apology, ...more] = await side.say(personal('だめ'));
    expect(more).toEqual([]);
    const number = /番号 (\S{8}) /.exec(apology?.text ?? '')?.[1];
    expect(number).toBeTruthy();
    expect(apology?.text).not.toContain('secret');
    expect(side.logged.join('\n')).toContain(String(number));
    expect((await recordIn(side.store as MemoryStore))?.state).toEqual(before);
    expect((await side.say(personal('費用はかかりますか'))).length).toBeGreaterThan(0);
  });

  it('a reply that the channel refuses for good: told in the log without its text, and the next goes through', async () => {
    const side = await start({ takeFirst: echo });
    side.connector.trouble.push({ status: 403 });
    await side.say(personal('ひみつ'));
    const replies = await side.say(personal('次'));
    expect(replies.map(({ text }) => text)).toEqual(['「次」']);
    const lines = side.logged.filter((line) => line.includes('a reply was not sent'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('403');
    expect(lines[0]).not.toContain('ひみつ');
  });

  it('another process has written meanwhile: the turn is taken anew on what is there', async () => {
    const store = new MemoryStore(Date.now);
    const side = await start({ store, takeFirst: echo });
    const write = store.write.bind(store);
    let conflicts = 1;
    store.write = async (key, value, expect) => {
      if (key === KEY && conflicts-- > 0) throw new ConflictError(key);
      return write(key, value, expect);
    };
    expect(await side.say(personal('費用'))).toHaveLength(1);
  });
});
