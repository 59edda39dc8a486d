import type { Activity } from 'botbuilder-core';
import { describe, expect, it } from 'vitest';
import { LOCAL_SERVICE } from '../../bot/adapter.js';
import { createAssistant } from '../../bot/assistant.js';
import type { ConversationRecord } from '../../bot/conversations/conversation.js';
import { newRecord } from '../../bot/conversations/new-record.js';
import type { Counts } from '../../bot/reports/counts.js';
import { createTally } from '../../bot/reports/tally.js';
import { forgetUnanswered, listUnanswered } from '../../bot/reports/unanswered-texts.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { loadTexts } from '../../bot/texts.js';
import { newState, STATE } from '../../dialogs/state.js';
import { testLive } from '../support/live.js';

const NOW = new Date('2025-10-14T23:30:00+09:00');

/** The real bot under the tally, without a timer. */
async function talk(store: RecordStore = new MemoryStore(() => 0)) {
  const live = await testLive();
  const errors: unknown[] = [];
  const now = () => NOW;
  const assistant = createAssistant({
    texts: loadTexts('locales'),
    live: () => live,
    now,
    onError: (e) => errors.push(e),
  });
  const rules = () => live.knowledge.eligibility;
  const tally = createTally({ store, rules, now, repeat: () => () => {}, onError: (error) => errors.push(error) });
  const runTurn = tally.counted(assistant.runTurn);
  let opened = 0;
  const open = () => {
    opened += 1;
    const id = `c-canary-${opened}`;
    const record: ConversationRecord = newRecord({
      id,
      channelId: 'directline',
      userId: 'u-canary',
      locale: 'ja',
      now: NOW,
    });
    return async (message: { text?: string; value?: unknown }) => {
      const { state, changes } = await runTurn(record, { type: 'message', ...message });
      record.state = state;
      return changes;
    };
  };
  const counts = async () => {
    await tally.flush();
    return (await store.read<Counts>('tally/2025-10-14'))?.value ?? {};
  };
  return { open, counts, tally, store, errors, live, assistant };
}

describe('the tally', () => {
  it('counts answers, languages and questions without an answer by day in Japan', async () => {
    const { open, counts, errors } = await talk();
    const say = open();
    await say({ text: '費用はかかりますか' });
    await say({ value: { command: 'more' } });
    await say({ text: 'Is it free of charge?' });
    await say({ text: 'ぷるぷるのがががは、ずもももですか' });
    const counted = await counts();
    expect(counted['answer:cost.fee']).toBe(2);
    expect(counted['question:answered']).toBe(2);
    expect(counted['question:unanswered']).toBe(1);
    expect(counted['unanswered:no-match']).toBe(1);
    expect(counted['language:en']).toBe(1);
    expect(errors).toEqual([]);
  });

  it('counts each criterion once as put and answered, and a changed answer instead of the old', async () => {
    const { open, counts, live } = await talk();
    const say = open();
    const [first, second] = live.knowledge.eligibility.criteria.map(({ id }) => id) as [string, string];
    await say({ value: { command: 'quiz' } });
    await say({ value: { criterion: first, answer: 'kabushiki' } });
    await say({ value: { command: 'stop' } });
    await say({ value: { command: 'quiz' } });
    await say({ text: '費用はかかりますか' });
    const before = await counts();
    expect([before[`asked:${first}`], before[`answered:${first}`], before[`asked:${second}`]]).toEqual([1, 1, 1]);
    expect(before[`answered:${second}`]).toBeUndefined();
    expect(before[`pass:${first}`]).toBe(1);
    await say({ value: { criterion: first, answer: 'unsure' } });
    const after = await counts();
    expect(after[`pass:${first}`]).toBe(0);
    expect(after[`confirm:${first}`]).toBe(1);
    expect([after[`asked:${second}`], after[`answered:${first}`]]).toEqual([1, 1]);
    await say({ value: { command: 'result' } });
    const ended = await counts();
    expect(ended[`early:${second}`]).toBe(1);
    expect(ended['outcome:confirm']).toBe(1);
    await say({ value: { command: 'result' } });
    expect((await counts())['outcome:confirm']).toBe(1);
  });

  it('keeps what nobody answered, masked, once for the same words of one conversation, with nothing of who asked', async () => {
    const { open, store, tally } = await talk();
    const canaries = ['taro@canary.example', '090-1234-5678', 'c-canary', 'u-canary'];
    for (let at = 0; at < 2; at += 1) {
      const say = open();
      await say({ text: '費用はかかりますか' });
      await say({ text: `ぷるぷるのがががは、ずもももですか。連絡は ${canaries[0]} か ${canaries[1]} へ` });
      await say({ text: `ぷるぷるのがががは、ずもももですか。連絡は ${canaries[0]} か ${canaries[1]} へ` });
      await say({ text: `ぷるぷるのがががは、ずもももですか。連絡は ${canaries[0]} か ${canaries[1]} へ` });
    }
    await tally.flush();
    const kept = await listUnanswered(store);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ count: 2, language: 'ja', lastDay: '2025-10-14' });
    expect(kept[0]?.text).toContain('[mail] か [tel]');
    expect(Object.keys(kept[0] ?? {}).sort()).toEqual(['count', 'id', 'language', 'lastDay', 'nearest', 'text']);
    for (const canary of canaries) expect(JSON.stringify(kept)).not.toContain(canary);
    await forgetUnanswered(store, kept[0]?.id ?? '');
    expect(await listUnanswered(store)).toEqual([]);
  });

  it('counts turns of channels whose log is not ours', async () => {
    const { counts, tally, assistant } = await talk();
    const state = newState('ja');
    const logic = tally.countedLogic(assistant.logic);
    for (const message of [{ text: '費用はかかりますか' }, { text: '', value: { command: 'quiz' } }]) {
      const address = { channelId: 'msteams', serviceUrl: LOCAL_SERVICE, conversation: { id: 't' }, from: { id: 'u' } };
      const activity = { type: 'message', ...address, recipient: { id: 'bot' }, ...message } as Partial<Activity>;
      await assistant.adapter.runLocalTurn(activity, (context) => context.turnState.set(STATE, state), logic);
    }
    const counted = await counts();
    expect(counted['answer:cost.fee']).toBe(1);
    expect(Object.keys(counted).filter((key) => key.startsWith('asked:'))).toHaveLength(1);
  });

  it('loses no count to another process that counts at the same time', async () => {
    const store = new MemoryStore(() => 0);
    const processes = await Promise.all([talk(store), talk(store), talk(store)]);
    for (const { open } of processes) await open()({ text: '費用はかかりますか' });
    await Promise.all(processes.map(({ tally }) => tally.flush()));
    expect((await processes[0]!.counts())['answer:cost.fee']).toBe(3);
  });

  it('keeps its counts while the store is away, and writes them later', async () => {
    const store = new MemoryStore(() => 0);
    const { open, tally, counts, errors } = await talk(store);
    const { write } = store;
    store.write = () => Promise.reject(new Error('the disk is full'));
    await open()({ text: '費用はかかりますか' });
    await tally.flush();
    expect(errors).toHaveLength(1);
    store.write = write;
    expect((await counts())['answer:cost.fee']).toBe(1);
  });
});
