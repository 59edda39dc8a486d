import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { type House, openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { entityOf, IN_PERIOD, startTalk } from '../support/talk.js';
import type { ShippedBot } from './floors/shipped-bot.js';
import { type Known, stockAdaptiveBot } from './floors/stock-adaptive-bot.js';
import { interleave } from './interleave.js';
import { played } from './played.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const STORED = 1_000;

/** The same questions to an adaptive bot as the samples build it. */
export const peerBot: Bench = {
  name: 'peer-bot',
  what: `adaptive bot as in the samples (DialogManager, RegexRecognizer, LG, one lowdb file, ${STORED} stored) / the bot`,
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const openStore = (durability: 'fsync' | 'none') =>
    new LowdbStore({ folder: join(folder, durability), durability, now: Date.now, onQuarantine: () => {} });
  const stores = { none: openStore('none'), fsync: openStore('fsync') };
  try {
    const ours = await openHouse({ now: () => IN_PERIOD, store: stores.none });
    const durable = await openHouse({ now: () => IN_PERIOD, store: stores.fsync });
    const known = await knownQuestions();
    const peer = await stockAdaptiveBot(known, join(folder, 'peer.json'), short ? 10 : STORED);
    const asked = known.slice(0, 5);
    await checkAnswers(ours, peer, asked);
    const script = asked.map(({ question }) => ({ text: question }));
    const runs = short ? 1 : 4;
    const talk = { script, runs, perConversation: 2 };
    const sayAll = async (n: number) => {
      for (const message of script) await peer.say(`user-${n >> 1}`, message);
    };
    const variants = [
      played({ ...talk, name: OURS, conversations: ours.conversations }),
      played({ ...talk, name: DURABLE, conversations: durable.conversations }),
      { name: PEER, floor: true, run: sayAll },
    ];
    const { rows, ratio } = await interleave(variants, { rounds, runs });
    return {
      bench: 'peer-bot',
      rows,
      ratios: [
        { name: 'time of the peer, both without fsync', ratio: ratio(PEER, OURS), goal: 10, better: 'higher' },
        { name: 'time of the peer, to the bot with fsync', ratio: ratio(PEER, DURABLE), goal: 1, better: 'higher' },
      ],
      checked: [`both answer ${asked.length} questions, typed as they stand, with the right entry`],
      notes: [`Times are of ${asked.length} turns. The peer knows only what is typed word for word.`],
    };
  } finally {
    await Promise.all(Object.values(stores).map((store) => store.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkAnswers({ conversations }: House, peer: ShippedBot, asked: readonly Known[]): Promise<void> {
  const talk = await startTalk({ conversations });
  for (const { id, question, answer } of asked) {
    mustHold(entityOf(await talk.say(question), 'knowledge')?.id === id, `our answer to ${question}`);
    mustHold((await peer.say('check', { text: question }))[0]?.text === answer, `the peer's answer to ${question}`);
  }
}

const OURS = 'the bot';
const DURABLE = 'the bot, with fsync';
const PEER = 'as in the samples';

async function knownQuestions(): Promise<Known[]> {
  const { knowledge } = await testLive();
  return knowledge.entries.flatMap(({ id, text: { ja } }) =>
    ja && !/\{\{|\n/.test(ja.question + ja.answer) ? [{ id, question: ja.question, answer: ja.answer.trim() }] : [],
  );
}
