import type { Activity } from 'botbuilder-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BOT,
  buttonsOf,
  inChannel,
  PERSON,
  personal,
  startTeamsSide,
  TENANT,
  type TeamsSide,
} from '../bot-framework/support/teams-side.js';

let side: TeamsSide;
let parted: string[];
beforeEach(async () => {
  parted = [];
  side = await startTeamsSide({ onParting: async ({ conversation }) => void parted.push(conversation.id) });
});
afterEach(() => side.stop());

let count = 0;
const event = (change: object): Partial<Activity> =>
  personal(undefined, { id: `event-${count++}`, ...change } as Partial<Activity>);
const installed = () => event({ type: 'installationUpdate', action: 'add' });
const removed = () => event({ type: 'installationUpdate', action: 'remove' });
const botAdded = () => event({ type: 'conversationUpdate', membersAdded: [BOT] });
const bothAdded = () => event({ type: 'conversationUpdate', membersAdded: [PERSON, BOT] });
const botRemoved = () => event({ type: 'conversationUpdate', membersRemoved: [BOT] });

const isGreeting = ({ text }: Partial<Activity>) => text?.startsWith('こんにちは') ?? false;
const greetings = () => side.connector.sent().filter(isGreeting).length;

describe('the first contact', () => {
  it.each<[string, () => Partial<Activity>[]]>([
    ['installation, then membership', () => [installed(), botAdded()]],
    ['membership, then installation', () => [botAdded(), installed()]],
    ['only the installation', () => [installed()]],
    ['only the membership', () => [botAdded()]],
    ['both members at once', () => [bothAdded(), installed()]],
    [
      'each delivered twice',
      () => {
        const one = installed();
        const two = botAdded();
        return [one, two, one, two];
      },
    ],
    ['installed anew under new ids', () => [installed(), botAdded(), installed(), botAdded()]],
    [
      'an upgrade of the app afterwards',
      () => [installed(), event({ type: 'installationUpdate', action: 'add-upgrade' })],
    ],
  ])('%s: one greeting', async (_order, events) => {
    for (const activity of events()) expect(await side.deliver(activity)).toBe(200);
    await side.channel.idle();
    expect(greetings()).toBe(1);
    expect(side.connector.sent()).toHaveLength(1);
    expect(buttonsOf(side.connector.sent()[0]).map(({ value }) => value)).toContainEqual({ command: 'quiz' });
  });

  it('events within the same millisecond: one greeting', async () => {
    await Promise.all([installed(), botAdded(), installed(), bothAdded()].map((activity) => side.deliver(activity)));
    await side.channel.idle();
    expect(greetings()).toBe(1);
  });

  it('a person who asks before the events arrive is answered, and not greeted after', async () => {
    await side.deliver(personal('費用はかかりますか'));
    await side.deliver(installed());
    await side.deliver(botAdded());
    await side.channel.idle();
    expect(greetings()).toBe(0);
    expect(side.connector.sent().length).toBeGreaterThan(0);
  });

  it.each<[string, string, string]>([
    ['ja-JP', 'ja', 'こんにちは'],
    ['en-GB', 'en', 'Hello'],
    ['fr-FR', 'ja', 'こんにちは'],
    ['x'.repeat(10_000), 'ja', 'こんにちは'],
    ['__proto__', 'ja', 'こんにちは'],
  ])('greets in the language of the app (%.10s → %s)', async (locale, language, word) => {
    const [greeting] = await side.say({ ...installed(), locale });
    expect(greeting?.locale).toBe(language);
    expect(greeting?.text).toContain(word);
  });

  it('in a team: greets when the bot is added, not when people come and go', async () => {
    const team = (change: object) =>
      inChannel('', { type: 'conversationUpdate', text: undefined, ...change } as Partial<Activity>);
    await side.say(team({ membersAdded: [PERSON] }));
    await side.say(team({ membersRemoved: [PERSON] }));
    expect(side.connector.calls).toEqual([]);
    await side.say(team({ membersAdded: [BOT, PERSON] }));
    expect(greetings()).toBe(1);
    await side.say(team({ membersAdded: [PERSON] }));
    expect(greetings()).toBe(1);
  });
});

describe('parting', () => {
  it.each<[string, () => Partial<Activity>[]]>([
    ['uninstalled', () => [removed()]],
    ['taken out', () => [botRemoved()]],
    ['told twice, in any order', () => [botRemoved(), removed(), removed()]],
  ])('%s: everything about the conversation goes', async (_how, events) => {
    await side.say(installed());
    expect(await side.store.list('conversation')).toHaveLength(1);
    const sent = side.connector.calls.length;
    for (const activity of events()) expect(await side.deliver(activity)).toBe(200);
    await side.channel.idle();
    expect(await side.store.list('conversation')).toEqual([]);
    expect(await side.store.list('unsent')).toEqual([]);
    expect(parted).toContain('a:personal');
    expect(side.connector.calls).toHaveLength(sent);
  });

  it('and meeting again: greeted again', async () => {
    await side.say(installed());
    await side.say(removed());
    await side.say(installed());
    expect(greetings()).toBe(2);
  });
});

describe('talking', () => {
  it('in a channel: mentioned, answered in the thread', async () => {
    const replies = await side.say(inChannel('<at>案内</at> 費用はかかりますか'));
    expect(replies.length).toBeGreaterThan(0);
    expect(side.connector.calls[0]?.conversationId).toBe('19:channel@thread.tacv2;messageid=1700000000001');
  });

  it('in a group chat: mentioned twice, without entities', async () => {
    const group = {
      conversation: { conversationType: 'groupChat', isGroup: true, tenantId: TENANT, id: '19:group' },
    } as object;
    const mentioned = await side.say(personal('<at>案内</at> <at>案内</at> 費用はかかりますか', group));
    const plain = await side.say(
      personal('費用はかかりますか', { conversation: { id: 'a:2', tenantId: TENANT } as never }),
    );
    expect(mentioned.map(({ text }) => text)).toEqual(plain.map(({ text }) => text));
  });

  it('by mention alone: the menu', async () => {
    const [menu] = await side.say(inChannel('<at>案内</at>'));
    expect(buttonsOf(menu).map(({ value }) => value)).toContainEqual({ command: 'quiz' });
  });

  it('two threads of one channel are two conversations', async () => {
    await side.say(inChannel('<at>案内</at> 英語で'));
    const other = inChannel('<at>案内</at> 費用はかかりますか');
    const [reply] = await side.say({
      ...other,
      conversation: { ...other.conversation, id: '19:channel@thread.tacv2;messageid=2' } as never,
    });
    expect(reply?.locale).toBe('ja');
  });

  it('to the bot of another organisation: a polite word, and nothing is remembered of what was said', async () => {
    const stranger = { channelData: { tenant: { id: 'other' } } };
    const replies = await side.say(personal('費用はかかりますか', stranger));
    expect(replies.map(({ text }) => text)).toEqual([expect.stringContaining('ご所属の組織からはご利用になれません')]);
    const [english] = await side.say(personal('Is there a fee?', { ...stranger, locale: 'en-US' }));
    expect(english?.text).toContain('not available to people of your organization');
    expect(await side.say({ ...installed(), ...stranger })).toEqual([]);
  });

  it('with a picture and no text: says what it needs', async () => {
    const replies = await side.say(
      personal(undefined, { attachments: [{ contentType: 'image/png', contentUrl: 'https://x' }] }),
    );
    expect(replies).toHaveLength(1);
  });
});

describe('pressing', () => {
  const press = (value: unknown, title: string, replyToId: string) => personal(title, { value, replyToId });

  it('walks the quiz to its end by cards alone', async () => {
    let replies = await side.say(personal('申込資格を確かめる'));
    let steps = 0;
    while (!replies.some(({ attachments }) => JSON.stringify(attachments ?? []).includes('"change"')) && steps < 30) {
      const id = `sent-${side.connector.calls.length}`;
      const [choice] = buttonsOf(replies.at(-1));
      expect(choice?.value).toHaveProperty('criterion');
      replies = await side.say(press(choice?.value, choice?.title ?? '', id));
      steps += 1;
    }
    expect(steps).toBeGreaterThan(3);
    expect(steps).toBeLessThan(30);
  });

  it('takes the buttons off the message and shows what was chosen, before the answer', async () => {
    await side.say(installed());
    const buttons = buttonsOf(side.connector.sent()[0]);
    const quiz = buttons.find(({ title }) => title === '申込資格を確かめる');
    const before = side.connector.calls.length;
    await side.say(press(quiz?.value, quiz?.title ?? '', 'sent-1'));
    const [update, ...rest] = side.connector.calls.slice(before);
    expect(update).toMatchObject({ method: 'PUT', activityId: 'sent-1' });
    expect(update?.activity.text).toContain('✓ 申込資格を確かめる');
    expect(update?.activity.attachments).toEqual([]);
    expect(rest.every(({ method }) => method === 'POST')).toBe(true);
    expect(rest.length).toBeGreaterThan(0);
  });

  it('twice is once', async () => {
    await side.say(installed());
    const before = side.connector.sent().length;
    const value = { command: 'menu' };
    await Promise.all([
      side.deliver(press(value, 'メニュー', 'sent-1')),
      side.deliver(press(value, 'メニュー', 'sent-1')),
    ]);
    await side.channel.idle();
    expect(side.connector.sent().length - before).toBe(1);
    const other = await side.say(press({ command: 'help' }, '使い方', 'sent-1'));
    expect(other).toHaveLength(1);
  });

  it('a card of long ago, or of nobody: said so, and nothing changes', async () => {
    await side.say(personal('申込資格を確かめる'));
    const [first] = await side.say(press({ criterion: 'gone', answer: 'x' }, '昔の選択', 'unknown-card'));
    expect(first?.text).toContain('そのボタンは');
    const [second] = await side.say(press('not an object', '', 'unknown-card'));
    expect(second?.text).toBeTruthy();
  });
});
