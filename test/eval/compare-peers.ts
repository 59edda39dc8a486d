import { type AnswerEngine, createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import type { Opened } from './open-knowledge.js';
import { engineRanker, PEERS, type Peer, type Ranker } from './peers.js';
import type { Question } from './question-file.js';

/** How often a ranking has an acceptable entry first, and among its first three entries. */
export interface PeerScores {
  name: string;
  language: string;
  hit1: number;
  hit3: number;
  /** Share of the questions not to be answered whose first place is an entry. */
  noneTaken: number;
  buildMs: number;
  p50Ms: number;
}

/** Runs the engine and its peers on the same texts and questions. Ranking only: peers have no notion of not knowing. */
export async function comparePeers({ knowledge, tokenizers }: Opened, questions: readonly Question[]) {
  const entries = new Set(knowledge.entries.map((entry) => entry.id));
  const ours: Peer = {
    name: 'this engine',
    build: (content, language, tokenizer) => {
      const engine: AnswerEngine = createAnswerEngine(content, { [language]: tokenizer });
      return engineRanker(engine, language);
    },
  };
  const scores: PeerScores[] = [];
  for (const language of knowledge.languages) {
    const own = questions.filter((question) => question.language === language);
    for (const peer of [ours, ...PEERS]) {
      const started = performance.now();
      const ranker = await peer.build(knowledge, language, tokenizers[language]!);
      const buildMs = performance.now() - started;
      scores.push({ name: peer.name, language, buildMs, ...(await scoreRanker(ranker, own, entries)) });
    }
  }
  return scores;
}

async function scoreRanker(rank: Ranker, questions: readonly Question[], entries: ReadonlySet<string>) {
  const counts = { hit1: 0, hit3: 0, noneTaken: 0, asked: 0, none: 0 };
  const times: number[] = [];
  for (const { text, ids } of questions) {
    const before = performance.now();
    const ranked = await rank(text);
    times.push(performance.now() - before);
    const first = ranked[0] ?? '';
    if (ids.length === 0) {
      counts.none++;
      if (entries.has(first)) counts.noneTaken++;
      continue;
    }
    counts.asked++;
    if (ids.includes(first)) counts.hit1++;
    const nearest = ranked.filter((id) => entries.has(id)).slice(0, 3);
    if (nearest.some((id) => ids.includes(id))) counts.hit3++;
  }
  return {
    hit1: counts.hit1 / (counts.asked || 1),
    hit3: counts.hit3 / (counts.asked || 1),
    noneTaken: counts.noneTaken / (counts.none || 1),
    p50Ms: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
  };
}
