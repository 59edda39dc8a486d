import { createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import type { EngineContent } from '../../dialogs/domain/answer/targets.js';
import type { Entry } from '../../dialogs/domain/content/knowledge.js';
import { openKnowledge } from '../eval/open-knowledge.js';
import { engineRanker, PEERS, type Ranker } from '../eval/peers.js';
import { interleave } from './interleave.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

// Every so-manieth way to ask is hidden from all, and then asked.
const HIDDEN = 10;

/** The search libraries that one would take for this, with the same texts and the same questions. */
export const peerSearch: Bench = {
  name: 'peer-search',
  what: 'hidden ways to ask: how many find their entry first, and how long it takes: MiniSearch, Fuse.js, nlp.js / the engine',
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const { knowledge, tokenizers } = await openKnowledge('knowledge');
  const tokenizer = tokenizers.ja!;
  const { kept, hidden } = hide(knowledge);
  // Training nlp.js takes minutes.
  const peers = short ? PEERS.filter(({ name }) => name !== 'nlp.js') : PEERS;
  const rankers = new Map<string, Ranker>();
  rankers.set(OURS, engineRanker(createAnswerEngine(kept, { ja: tokenizer }), 'ja'));
  for (const { name, build } of peers) rankers.set(name, await build(kept, 'ja', tokenizer));
  const asked = hidden.slice(0, short ? 10 : hidden.length);
  const hits = new Map<string, number>();
  for (const [name, rank] of rankers) hits.set(name, await hitRate(rank, asked));
  mustHold(hits.get(OURS)! > 0.5, `hit rate of the engine: ${hits.get(OURS)}`);
  const variants = [...rankers].map(([name, rank]) => ({
    name,
    floor: name !== OURS,
    run: (n: number) => rank(asked[n % asked.length]!.text),
  }));
  const { rows, ratio } = await interleave(variants, { rounds, runs: short ? 2 : 30 });
  const first = [...hits].map(([name, share]) => ({
    name: `${name}: right first`,
    unit: '%' as const,
    p50: 100 * share,
    floor: name !== OURS,
  }));
  return {
    bench: 'peer-search',
    rows: [...first, ...rows],
    ratios: peers.flatMap(({ name }) => [
      { name: `right first, to ${name}`, ratio: hits.get(OURS)! / hits.get(name)!, goal: 1, better: 'higher' as const },
      { name: `time of ${name}`, ratio: ratio(name, OURS), goal: 1, better: 'higher' as const },
    ]),
    checked: [`${asked.length} Japanese ways to ask, hidden from all`],
  };
}

const OURS = 'the engine';

function hide(content: EngineContent): { kept: EngineContent; hidden: { id: string; text: string }[] } {
  const hidden: { id: string; text: string }[] = [];
  let place = 0;
  const entries = content.entries.map((entry): Entry => {
    const own = entry.text.ja!;
    const ask = own.ask.filter((text) => {
      const stays = place++ % HIDDEN !== 0;
      if (!stays) hidden.push({ id: entry.id, text });
      return stays;
    });
    return { ...entry, text: { ...entry.text, ja: { ...own, ask } } };
  });
  return { kept: { ...content, entries }, hidden };
}

async function hitRate(rank: Ranker, asked: readonly { id: string; text: string }[]): Promise<number> {
  let hits = 0;
  for (const { id, text } of asked) if ((await rank(text))[0] === id) hits += 1;
  return hits / asked.length;
}
