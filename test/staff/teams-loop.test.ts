import type { Activity } from 'botbuilder-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAssistant } from '../../bot/assistant.js';
import { createStaffLoop, type StaffLoop } from '../../bot/staff/staff-loop.js';
import { teamsStaffSender } from '../../bot/staff/teams/teams-staff-sender.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { loadTexts } from '../../bot/texts.js';
import { inChannel, personal, startTeamsSide, TENANT, type TeamsSide } from '../bot-framework/support/teams-side.js';
import { testLive } from '../support/live.js';
import { TestClock } from './support.js';

/** Teams on both sides of the loop: signed tokens in, the played connector out. */
const SATO = { id: '29:sato', name: '佐藤', aadObjectId: 'aad-sato' } as Activity['from'];
const OTHER = { id: '29:other', name: '別人', aadObjectId: 'aad-other' } as Activity['from'];
const CHANNEL = '19:channel@thread.tacv2';

let side: TeamsSide;
let staff: StaffLoop;
let sweep: () => Promise<void>;
let clock: TestClock;

beforeEach(async () => {
  clock = new TestClock();
  const store = new MemoryStore(clock.ms);
  const live = await testLive();
  const texts = loadTexts('locales');
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const access = () => ({ tenants: [TENANT], people: ['aad-sato'] });
  staff = createStaffLoop({ store, texts, live: () => live, now: clock.now, access, log });
  const onError = (error: unknown) => {
    throw error;
  };
  const assistant = createAssistant({ texts, live: () => live, now: clock.now, questions: staff.questions, onError });
  side = await startTeamsSide({
    store,
    assistant,
    takeFirst: (activity, language) => staff.teams.takeFirst(activity, language),
    onParting: (activity) => staff.teams.part(activity),
  });
  staff.start({
    post: async () => false,
    sender: teamsStaffSender(side.channel.sender),
    repeat: (task) => {
      sweep = task;
      return () => {};
    },
  });
});

afterEach(() => side.stop());

/** Delivers an activity; resolves with all calls that the connector got for it, deliveries of the loop included. */
async function say(activity: Partial<Activity>) {
  const before = side.connector.calls.length;
  expect(await side.deliver(activity)).toBe(200);
  await side.channel.idle();
  await staff.idle();
  return side.connector.calls.slice(before);
}

/** Asks in a chat; resolves with the calls that sending the form brought. */
async function ask(chat: (text: string | undefined, more?: Partial<Activity>) => Partial<Activity>, question: string) {
  const shown = await say(chat(undefined, { text: undefined, value: { question: 'new' } }));
  const form = shown.find(({ activity }) => JSON.stringify(activity).includes('Input.Text'))!;
  const { data } = (form.activity.attachments![0]!.content as { actions: { data: object }[] }).actions[0]!;
  const replyToId = 'the-form';
  const value = { ...data, text: question, company: '' };
  return { value, calls: await say(chat(undefined, { text: undefined, value, replyToId })) };
}

describe('a question asked in Teams and answered in Teams', () => {
  it('goes from the personal chat to the channel and back, the form and the card changing in place', async () => {
    await say(inChannel('<at>案内</at> 担当チャンネルにする', { from: SATO }));
    const { calls } = await ask(personal, '親会社が海外でも申し込めますか');
    const settled = calls.find(({ method, activityId }) => method === 'PUT' && activityId === 'the-form')!;
    expect(JSON.stringify(settled.activity.attachments)).toContain('送信済み（Q-0001）');
    const receipt = calls.find(({ activity }) => activity.text?.includes('受付番号は **Q-0001** です'))!;
    expect(receipt).toMatchObject({
      conversationId: 'a:personal',
      activity: { text: expect.stringMatching(/Q-0001 [A-Z2-9]{4}-/) },
    });
    const card = calls.find(({ conversationId, method }) => conversationId === CHANNEL && method === 'POST')!;
    expect(JSON.stringify(card.activity)).toContain('親会社が海外でも申し込めますか');

    const press = (value: object) => inChannel('', { text: undefined, from: SATO, value, entities: [] });
    const taken = await say(press({ staff: 'take', number: 'Q-0001' }));
    expect(taken).toMatchObject([{ method: 'PUT', conversationId: CHANNEL }]);
    const answered = await say(
      press({ staff: 'answer', number: 'Q-0001', answer: '日本の法人でお申し込みください。' }),
    );
    const arrived = answered.filter(({ conversationId }) => conversationId === 'a:personal');
    expect(arrived).toHaveLength(1);
    expect(arrived[0]!.activity).toMatchObject({
      textFormat: 'plain',
      text: expect.stringContaining('日本の法人でお申し込みください。'),
    });
    expect(JSON.stringify(arrived[0]!.activity.attachments)).toContain('返信する');
    expect(JSON.stringify(answered.findLast(({ method }) => method === 'PUT')!.activity)).toContain('回答済み: 佐藤');
  });

  it('in a room shows no code, and lets only the one who opened the form send it', async () => {
    const mine = (text: string | undefined, more: Partial<Activity> = {}) =>
      inChannel(text ?? '', { entities: [], ...more });
    const shown = await say(mine(undefined, { text: undefined, value: { question: 'new' } }));
    const form = shown.find(({ activity }) => JSON.stringify(activity).includes('Input.Text'))!;
    const { data } = (form.activity.attachments![0]!.content as { actions: { data: object }[] }).actions[0]!;
    const value = { ...data, text: '部屋での質問' };
    const [refused] = await say(mine(undefined, { text: undefined, value, from: OTHER }));
    expect(refused!.activity.text).toContain('開いた方だけ');
    const calls = await say(mine(undefined, { text: undefined, value }));
    const receipt = calls.find(({ activity }) => activity.text?.includes('Q-0001'))!;
    expect(receipt.activity.text).not.toMatch(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/);
  });

  it('keeps an answer until Teams takes it, and shows one that Teams will never take', async () => {
    await ask(personal, '一つ目の質問です');
    side.connector.trouble.push(...Array.from({ length: 8 }, () => ({ status: 503 })));
    await staff.desk.answer({ number: 'Q-0001', by: { id: 'a', name: '佐藤' }, text: '遅れて届きます。' });
    await staff.idle();
    const arrived = () => side.connector.calls.filter(({ activity }) => activity.text?.includes('遅れて届きます。'));
    for (let minute = 0; minute < 20; minute += 1) {
      clock.forward(60_000);
      await sweep();
    }
    await sweep();
    const [first] = await staff.desk.list({});
    expect(first!.deliveries.find(({ kind }) => kind === 'answer')).toMatchObject({ state: 'delivered' });
    expect(arrived().length).toBeGreaterThan(1);

    await ask(personal, '二つ目の質問です');
    side.connector.trouble.push({ status: 403 });
    await staff.desk.answer({ number: 'Q-0002', by: { id: 'a', name: '佐藤' }, text: '届きません。' });
    await staff.idle();
    expect((await staff.desk.digest()).undelivered.map(({ number }) => number)).toEqual(['Q-0002']);
    await staff.desk.retry({ number: 'Q-0002' });
    await staff.idle();
    expect((await staff.desk.digest()).undelivered).toEqual([]);
  });

  it('sends nothing twice when Teams delivers a press twice', async () => {
    const { value, calls } = await ask(personal, '二度押しの質問です');
    expect(calls.filter(({ activity }) => activity.text?.includes('受付番号')).length).toBe(1);
    const again = await say(personal(undefined, { text: undefined, value, replyToId: 'another' }));
    expect(again.map(({ activity }) => activity.text).join()).toContain('Q-0001 として受け付けています');
    expect(await staff.desk.list({})).toHaveLength(1);
  });
});
