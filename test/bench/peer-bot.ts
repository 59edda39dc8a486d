import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { entityOf, IN_PERIOD, startTalk } from '../support/talk.js';
import { type Known, stockAdaptiveBot } from './floors/stock-adaptive-bot.js';
import { interleave } from './interleave.js';
import { played } from './played.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const STORED = 1_000;

/** The same questions to an adaptive bot as the samples build it. */
export const peerBot: Bench = {
  name: 'peer-bot',
  what: `adaptive bot as in the samples (DialogManager, RegexRecognizer, LG, one lowdb file, ${STORED} stored) / the bot with fsync`,
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const options = { folder: join(folder, 'ours'), durability: 'fsync', now: Date.now, onQuarantine: () => {} } as const;
  const store = new LowdbStore(options);
  try {
    const { conversations } = await openHouse({ now: () => IN_PERIOD, store });
    const known = await knownQuestions();
    const peer = await stockAdaptiveBot(known, join(folder, 'peer.json'), short ? 10 : STORED);
    const asked = known.slice(0, 5);
    const talk = await startTalk({ conversations });
    for (const { id, question, answer } of asked) {
      mustHold(entityOf(await talk.say(question), 'knowledge')?.id === id, `our answer to ${question}`);
      mustHold((await peer.say('check', { text: question }))[0]?.text === answer, `the peer's answer to ${question}`);
    }
    const runs = short ? 1 : 4;
    const script = asked.map(({ question }) => ({ text: question }));
    const { rows, ratio } = await interleave(
      [
        played({ name: OURS, conversations, script, runs, perConversation: 2 }),
        {
          name: PEER,
          floor: true,
          run: async (n) => {
            for (const message of script) await peer.say(`user-${n >> 1}`, message);
          },
        },
      ],
      { rounds, runs },
    );
    return {
      bench: 'peer-bot',
      rows,
      ratios: [{ name: 'time of the samples’ bot', ratio: ratio(PEER, OURS), goal: 10, better: 'higher' }],
      checked: [`both answer ${asked.length} questions, typed as they stand, with the right entry`],
      notes: [
        `Times are of ${asked.length} turns. The peer writes without fsync and knows only what is typed word for word.`,
      ],
    };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const OURS = 'the bot';
const PEER = 'as in the samples';

async function knownQuestions(): Promise<Known[]> {
  const { knowledge } = await testLive();
  return knowledge.entries.flatMap(({ id, text: { ja } }) =>
    ja && !/\{\{|\n/.test(ja.question + ja.answer) ? [{ id, question: ja.question, answer: ja.answer.trim() }] : [],
  );
}
