import type { Activity, ConversationReference } from 'botbuilder-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { type House, openHouse } from '../support/house.js';
import { entityOf, startTalk, textsOf } from '../support/talk.js';
import { TestClock } from './support.js';

const TENANT = 'aaaaaaaa-0000-0000-0000-000000000001';
const SATO = { id: '29:sato', name: '佐藤', aadObjectId: 'bbbbbbbb-0000-0000-0000-000000000001' };
const MORI = { id: '29:mori', name: '森', aadObjectId: 'bbbbbbbb-0000-0000-0000-000000000002' };
const STRANGER = { id: '29:x', name: '佐藤', aadObjectId: 'cccccccc-0000-0000-0000-000000000009' };

type Card = {
  body: unknown[];
  actions: { title: string; data?: Record<string, unknown>; card?: { actions: { data: Record<string, unknown> }[] } }[];
};

/** Teams as far as the staff's side sees it: keeps what was posted, and fails when told to. */
class StubTeams {
  posts: { id: string; conversation: string; activity: Partial<Activity> }[] = [];
  updates = 0;
  failing: { status: number; passing: boolean } | undefined;

  send = async (reference: Partial<ConversationReference>, activity: Partial<Activity>) => {
    this.fail();
    const id = `m${this.posts.length + 1}`;
    this.posts.push({ id, conversation: reference.conversation!.id, activity });
    return { id };
  };

  update = async (_: Partial<ConversationReference>, id: string, activity: Partial<Activity>) => {
    this.fail();
    this.updates += 1;
    const post = this.posts.find((one) => one.id === id);
    if (!post) throw Object.assign(new Error('connector answered 404'), { status: 404, passing: false });
    post.activity = activity;
  };

  shown = (_: Partial<ConversationReference>, activity: Partial<Activity>) => activity;

  /** The cards that stand in a channel now. */
  cards(conversation: string): string[] {
    const here = this.posts.filter((post) => post.conversation === conversation && post.activity.attachments);
    return here.map(({ activity }) => JSON.stringify(activity.attachments![0]!.content));
  }

  card(number: string): Card {
    const content = this.posts
      .map(({ activity }) => activity.attachments?.[0]?.content)
      .find((one) => JSON.stringify(one ?? '').includes(`${number}  `));
    return content as Card;
  }

  private fail(): void {
    if (this.failing) throw Object.assign(new Error(`connector answered ${this.failing.status}`), this.failing);
  }
}

function inChannel(channel: string, from: object, more: Partial<Activity>): Partial<Activity> {
  return {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/jp/',
    conversation: {
      id: `${channel};messageid=1`,
      conversationType: 'channel',
      isGroup: true,
      name: '',
      tenantId: TENANT,
    },
    channelData: { tenant: { id: TENANT }, team: { id: 'team-1' } },
    recipient: { id: '28:bot', name: 'bot' },
    from: from as never,
    ...more,
  };
}

describe('the staff channel in Teams', () => {
  let house: House;
  let teams: StubTeams;
  let clock: TestClock;
  let store: MemoryStore;
  const people = [SATO.aadObjectId, MORI.aadObjectId];

  beforeEach(async () => {
    clock = new TestClock();
    teams = new StubTeams();
    store = new MemoryStore(() => clock.now().getTime());
    house = await openHouse({ now: clock.now, store, sender: teams, access: { tenants: [TENANT], people } });
  });

  const say = async (text: string, from: object = SATO, channel = 'room') => {
    const replies = await house.staff.teams.takeFirst(inChannel(channel, from, { text }), 'ja');
    await house.staff.idle();
    return replies && textsOf(replies).join('\n');
  };
  const press = async (value: unknown, from: object = SATO, channel = 'room') => {
    const replies = await house.staff.teams.takeFirst(inChannel(channel, from, { value }), 'ja');
    await house.staff.idle();
    return replies && textsOf(replies).join('\n');
  };
  const ask = async (text = '費用の振込先はどこですか', locale = 'ja-JP') => {
    const talk = await startTalk({ house, locale });
    await talk.press({ question: 'new' });
    await talk.say(text);
    const receipt = await talk.say(locale === 'ja-JP' ? '送信する' : 'send');
    await house.staff.idle();
    return { talk, number: entityOf<{ number: string }>(receipt, 'handoff')!.number };
  };

  it('is made by a listed person with one command, and checks itself', async () => {
    expect(await say('担当チャンネルにする', STRANGER)).toContain('登録された担当者だけ');
    const told = await say('担当チャンネルにする');
    expect(told).toContain('担当チャンネルにしました');
    expect(told).toContain('✓ このチャンネルに投稿でき');
    expect(teams.posts).toMatchObject([
      { conversation: 'room', activity: { text: expect.stringContaining('書き換えもできました') } },
    ]);
    teams.failing = { status: 403, passing: false };
    expect(await say('点検')).toMatch(/✗ .*投稿できません.*\n.*403/s);
  });

  it('leaves everything else to the dialogs', async () => {
    expect(await say('費用はかかりますか')).toBeUndefined();
    expect(await press({ command: 'menu' })).toBeUndefined();
    const web = { ...inChannel('room', SATO, { text: '担当チャンネルにする' }), channelId: 'directline' };
    expect(await house.staff.teams.takeFirst(web, 'ja')).toBeUndefined();
  });

  it('shows a question with its context, and changes the one card in place', async () => {
    await say('担当チャンネルにする');
    const talk = await startTalk({ house });
    const [told] = await talk.say('費用はかかりますか');
    await talk.press({ question: 'new' });
    await talk.say('書き直す');
    await talk.say('費用はかかりますか。電話は03-1234-5678です');
    await talk.say('送信する');
    await house.staff.idle();
    const [card] = teams.cards('room');
    for (const part of ['Q-0001  未対応', '日本語', 'cost', '0時間', '[tel]', told!.text!.slice(0, 8), '近い項目'])
      expect(card).toContain(part);
    expect(card).not.toContain('03-1234-5678');
    expect(await press({ staff: 'take', number: 'Q-0001' })).toBe('');
    expect(teams.cards('room')).toEqual([expect.stringContaining('対応中: 佐藤')]);
  });

  it('lets the first of two take it, and tells the other who was quicker; both cards are the same', async () => {
    await say('担当チャンネルにする');
    await ask();
    const both = await Promise.all([
      press({ staff: 'take', number: 'Q-0001' }),
      press({ staff: 'take', number: 'Q-0001' }, MORI),
    ]);
    expect(both.filter((told) => told === '')).toHaveLength(1);
    expect(both.find((told) => told !== '')).toMatch(/変わりませんでした。\n\n(佐藤|森) さんが担当しています（2025/);
    expect(teams.cards('room')).toHaveLength(1);
  });

  it('brings the answer to whoever asked, in his language, and proposes it as a draft', async () => {
    await say('担当チャンネルにする');
    const { talk, number } = await ask('Is there a fee for our affiliated school?', 'en-US');
    const answer = teams.card(number).actions.find(({ title }) => title === '回答する')!;
    const { data } = answer.card!.actions[1]!;
    const told = await press({ ...data, answer: 'It is free.\n**Really**' });
    expect(told).toContain('回答を保存しました');
    expect(told).toMatch(/FAQの下書きに加えました.*cost\.fee/s);
    const [arrived] = await talk.later();
    expect(arrived).toMatchObject({
      textFormat: 'plain',
      text: expect.stringContaining('The staff have answered Q-0001.\n\nIt is free.\n**Really**'),
    });
    expect(teams.cards('room')[0]).toContain('回答済み: 佐藤');
    expect(await press({ ...data, answer: 'もう一度' }, MORI)).toContain('佐藤 さんが回答しています');
    expect(await talk.later()).toEqual([]);
  });

  it('dies with the rights: strangers, other tenants, people struck off the list, other channels', async () => {
    await say('担当チャンネルにする');
    await ask();
    expect(await press({ staff: 'take', number: 'Q-0001' }, STRANGER)).toContain('登録された担当者だけ');
    expect(await press({ staff: 'take', number: 'Q-0001' }, { ...SATO, aadObjectId: undefined })).toContain(
      '登録された担当者だけ',
    );
    const elsewhere = inChannel('room', SATO, {
      value: { staff: 'take', number: 'Q-0001' },
      channelData: { tenant: { id: 'other' } },
    });
    expect(textsOf((await house.staff.teams.takeFirst(elsewhere, 'ja'))!)[0]).toContain('登録された担当者だけ');
    expect(await press({ staff: 'take', number: 'Q-0001' }, SATO, 'another')).toContain('担当チャンネルではありません');
    people.splice(people.indexOf(MORI.aadObjectId), 1);
    expect(await press({ staff: 'take', number: 'Q-0001' }, MORI)).toContain('登録された担当者だけ');
    people.push(MORI.aadObjectId);
    expect(await press({ staff: 'fly', number: 'Q-0001' })).toContain('このカードは古い');
    expect((await house.staff.desk.list({}))[0]!.status).toBe('open');
  });

  it('routes by area, and passing on moves the question to the other channel', async () => {
    expect(await say('担当チャンネルにする costs', SATO, 'money')).toContain('分野の名前が違います: costs');
    await say('担当チャンネルにする cost', SATO, 'money');
    await say('担当チャンネルにする', SATO, 'general');
    await ask('費用はかかりますか');
    expect([teams.cards('money').length, teams.cards('general').length]).toEqual([1, 0]);
    expect(await press({ staff: 'pass', number: 'Q-0001', area: 'apply' }, SATO, 'money')).toBe('');
    expect([teams.cards('money').length, teams.cards('general').length]).toEqual([1, 1]);
    expect(await press({ staff: 'pass', number: 'Q-0001', area: 'nowhere' }, SATO, 'money')).toContain(
      '見つかりません',
    );
  });

  it('keeps trying while Teams is away, and posts each of 1,000 questions once', async () => {
    await say('担当チャンネルにする');
    teams.failing = { status: 503, passing: true };
    for (let count = 0; count < 1_000; count += 1) {
      const form = house.staff.questions.newForm();
      const asker = { key: `conversation:${count}`, channel: 'directline', conversation: `c${count}`, group: false };
      const context = { turns: [], answered: [], nearest: [] };
      await house.staff.questions.ask({
        formId: form.id,
        code: form.code,
        language: 'ja',
        text: `質問 ${count}`,
        asker,
        context,
      });
    }
    await house.staff.idle();
    expect(teams.cards('room')).toHaveLength(0);
    expect(house.logged.some((line) => line.includes('503'))).toBe(true);
    teams.failing = undefined;
    clock.forward(60_000);
    await house.sweep();
    await house.sweep();
    const numbers = teams.cards('room').map((card) => /Q-\d+/.exec(card)![0]);
    expect(numbers).toHaveLength(1_000);
    expect(new Set(numbers).size).toBe(1_000);
  });

  it('posts a new card when somebody has deleted the old one', async () => {
    await say('担当チャンネルにする');
    await ask();
    teams.posts = teams.posts.filter(({ activity }) => !activity.attachments);
    await press({ staff: 'take', number: 'Q-0001' });
    expect(teams.cards('room')).toEqual([expect.stringContaining('対応中: 佐藤')]);
  });

  it('sends the digest once a business morning, when there is something, and not on holidays', async () => {
    await say('担当チャンネルにする');
    await ask();
    const digests = () => teams.posts.filter(({ activity }) => activity.text?.includes('担当者への質問の状況')).length;
    const at = async (time: string) => {
      clock.time = Date.parse(time);
      await house.sweep();
      await house.sweep();
      return digests();
    };
    expect(await at('2025-10-16T08:59:00+09:00')).toBe(0);
    expect(await at('2025-10-16T09:00:00+09:00')).toBe(1);
    expect(await at('2025-10-16T17:00:00+09:00')).toBe(1);
    expect(await at('2025-10-18T09:30:00+09:00')).toBe(1);
    expect(await at('2025-11-03T09:30:00+09:00')).toBe(1);
    expect(await at('2025-11-04T09:30:00+09:00')).toBe(2);
    expect(teams.posts.at(-1)!.activity.text).toContain('回答の目安を過ぎた質問: 1問');
    expect(await say('未対応の質問')).toContain('まだ誰も担当していない質問: 1問');
  });

  describe('mistakes in the knowledge files', () => {
    const finding = (line: number) => ({
      file: 'knowledge/faq/cost.yaml',
      line,
      column: 5,
      what: `「anser」という項目は使えません（${line}）。`,
      fix: '「answer」に直してください。',
    });
    const notices = () =>
      teams.posts
        .filter(({ activity }) => activity.text?.includes('知識のファイル'))
        .map(({ activity }) => activity.text);

    it('stand in one post, which changes with them and says when all is right', async () => {
      await say('担当チャンネルにする');
      await house.staff.tellFindings([]);
      expect(notices()).toEqual([]);
      await house.staff.tellFindings([finding(3)]);
      await house.staff.tellFindings([finding(3)]);
      expect(notices()).toEqual([expect.stringContaining('knowledge/faq/cost.yaml:3:5')]);
      const before = teams.updates;
      await house.staff.tellFindings(Array.from({ length: 12 }, (_, i) => finding(i + 1)));
      expect(notices()).toEqual([expect.stringContaining('直すところが12か所')]);
      expect(notices()[0]).toContain('ほか2か所');
      expect(teams.updates).toBe(before + 1);
      await house.staff.tellFindings([]);
      expect(notices()).toEqual([expect.stringContaining('公開しています')]);
      await house.staff.tellFindings([finding(4)]);
      expect(notices()).toHaveLength(2);
    });

    it('are told once by two processes, again after a failure, and anew when the post is gone', async () => {
      await say('担当チャンネルにする');
      teams.failing = { status: 503, passing: true };
      await house.staff.tellFindings([finding(3)]);
      expect(notices()).toEqual([]);
      teams.failing = undefined;
      const other = await openHouse({ now: clock.now, sender: teams, store });
      await Promise.all([house.staff.tellFindings([finding(3)]), other.staff.tellFindings([finding(3)])]);
      expect(notices()).toHaveLength(1);
      teams.posts = [];
      clock.time += 120_000;
      await house.staff.tellFindings([finding(5)]);
      expect(notices()).toEqual([expect.stringContaining('cost.yaml:5:5')]);
    });
  });

  it('forgets its channels when the bot is taken out of the team', async () => {
    await say('担当チャンネルにする');
    await house.staff.teams.part(inChannel('general', SATO, { type: 'conversationUpdate' }));
    await ask();
    expect(teams.cards('room')).toEqual([]);
    expect(await say('点検')).toContain('担当チャンネルではありません');
  });
});
