import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../bot/assistant.js';
import { createConversations } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { openKnowledge } from '../../bot/knowledge/live-knowledge.js';
import { newId } from '../../bot/new-id.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { loadTexts } from '../../bot/texts.js';
import { knowledgeFolder, literalEngine } from '../support/knowledge-folder.js';

const texts = loadTexts('locales');
const now = () => new Date('2025-10-15T10:30:00+09:00');
const COST = 'faq/cost.yaml';
const ANSWER = /(id: cost\.fee[\s\S]*?answer: >-\n).*\n/;

/** The bot with the real dialogs over a folder that the test saves into. */
async function bot() {
  const files = await knowledgeFolder();
  const good = await files.read(COST);
  const save = (round: number) => files.write(COST, good.replace(ANSWER, `$1      その${'い'.repeat(round)}です。\n`));
  await save(0);
  const knowledge = await openKnowledge({
    folder: files.folder,
    languages: texts.languages,
    buildEngine: literalEngine,
    watch: () => ({ close: () => {} }),
  });
  const errors: unknown[] = [];
  const { runTurn } = createAssistant({
    texts,
    live: () => knowledge.current(),
    now,
    onError: (error) => errors.push(error),
  });
  const store = new MemoryStore(() => now().getTime());
  const conversations = createConversations({ store, queue: new KeyedQueue(), runTurn, now, newId });
  const ask = async () => {
    const { id } = await conversations.open({ channelId: 'directline', userId: 'dl_x', locale: 'ja-JP' });
    const from = { id: 'dl_x', name: '', role: 'user' };
    await conversations.receive(id, { type: 'message', text: 'タダですか', from } as never);
    const said = (await conversations.get(id))!.log.map(({ activity }) => activity.text ?? '');
    return said.map((text) => /その(い*)です。/.exec(text)?.[1]?.length).find((round) => round !== undefined);
  };
  return { ask, save, spoil: () => files.write(COST, good.replace('answer:', 'anser:')), knowledge, errors };
}

describe('a chat while staff save', () => {
  it('every turn is answered, by a version that served while it ran, whole', async () => {
    const { ask, save, spoil, knowledge, errors } = await bot();
    for (let round = 1; round <= 20; round += 1) {
      await (round % 2 ? save(round) : spoil());
      const oldest = round % 2 ? Math.max(0, round - 2) : round - 1;
      const newest = round % 2 ? round : round - 1;
      const [, ...answers] = await Promise.all([knowledge.refresh(), ask(), ask(), ask()]);
      for (const answer of answers) expect([oldest, newest]).toContain(answer);
      expect(await ask()).toBe(newest);
    }
    expect(errors).toEqual([]);
  }, 120_000);
});
