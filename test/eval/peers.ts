import { createRequire } from 'node:module';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import type { EngineContent } from '../../dialogs/domain/answer/targets.js';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';

/** Ranks targets (entries, small talk, left-out subjects) for a message; best first. */
export type Ranker = (text: string) => string[] | Promise<string[]>;

/** Something to compare with, built for one language. */
export interface Peer {
  name: string;
  build(content: EngineContent, language: Language, tokenizer: Tokenizer): Ranker | Promise<Ranker>;
}

interface Ask {
  id: number;
  target: string;
  text: string;
}

/** Libraries that people take for this, each given the same ways to ask. */
export const PEERS: Peer[] = [
  { name: 'MiniSearch, its own tokenizer', build: (content, language) => miniSearch(asksOf(content, language)) },
  {
    name: 'MiniSearch, our tokenizer',
    build: (content, language, tokenizer) => {
      return miniSearch(asksOf(content, language), (text) => tokenizer.tokenize(text).words.map(({ term }) => term));
    },
  },
  { name: 'Fuse.js', build: (content, language) => fuse(asksOf(content, language)) },
  { name: 'nlp.js', build: (content, language) => nlpJs(asksOf(content, language), language) },
];

/** The engine itself as a ranker. */
export function engineRanker(engine: AnswerEngine, language: Language): Ranker {
  return (text) => engine.explain(text, language).candidates.map((candidate) => candidate.id);
}

function asksOf(content: EngineContent, language: Language): Ask[] {
  const asks: Ask[] = [];
  for (const { id, text } of [...content.entries, ...content.smalltalk, ...content.unanswerable]) {
    for (const ask of text[language]?.ask ?? []) asks.push({ id: asks.length, target: id, text: ask });
  }
  return asks;
}

function miniSearch(asks: Ask[], tokenize?: (text: string) => string[]): Ranker {
  const options = { fields: ['text'], storeFields: ['target'], searchOptions: { fuzzy: 0.2, prefix: true } };
  const index = new MiniSearch<Ask>(tokenize ? { ...options, tokenize } : options);
  index.addAll(asks);
  return (text) => distinct(index.search(text).map((hit) => hit.target as string));
}

function fuse(asks: Ask[]): Ranker {
  const index = new Fuse(asks, { keys: ['text'], ignoreLocation: true, includeScore: true, threshold: 0.8 });
  // Longer patterns are split by Fuse at a cost that grows with each split.
  return (text) => distinct(index.search(text.slice(0, 32), { limit: 30 }).map((hit) => hit.item.target));
}

interface NlpJs {
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(language: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }>;
}

async function nlpJs(asks: Ask[], language: Language): Promise<Ranker> {
  const require = createRequire(import.meta.url);
  const { dockStart } = require('@nlpjs/basic');
  const settings = { nlp: { autoSave: false, log: false, languages: [language], nlu: { log: false } } };
  const dock = await dockStart({ settings, use: ['Basic'] });
  if (language === 'ja') dock.getContainer().use(require('@nlpjs/lang-ja').LangJa);
  const nlp = dock.get('nlp') as NlpJs;
  nlp.addLanguage(language);
  for (const { text, target } of asks) nlp.addDocument(language, text, target);
  await nlp.train();
  return async (text) => {
    const { classifications } = await nlp.process(language, text);
    return classifications.map(({ intent }) => intent);
  };
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}
