import type { Entry, Language, Smalltalk, SynonymGroup, Unanswerable } from '../content/knowledge.js';
import { withoutFacts } from './normalise.js';

/** Everything that the engine matches against; texts may hold `{{facts}}`, which are ignored. */
export interface EngineContent {
  entries: Entry[];
  smalltalk: Smalltalk[];
  unanswerable: Unanswerable[];
  synonyms: Record<Language, SynonymGroup[]>;
}

/** One class that a message may belong to: an entry, a line of small talk, or a subject that the guideline leaves out. */
export type Target = { id: string } & (
  | { kind: 'entry' | 'smalltalk' }
  | { kind: 'decoy'; reason: Unanswerable['reason'] }
);

/** A text of staff that belongs to a target. */
export interface Sample {
  text: string;
  /** Place of its target in the list of targets. */
  label: number;
  weight: number;
  /** The text without its `{{facts}}`. */
  comparable: string;
}

// A sentence of an answer speaks for its entry, but less than a question that people ask.
const ANSWER_WEIGHT = 0.3;
const SHORTEST_SENTENCE = 9;

/** Staff's texts in one language, each with the target it belongs to. */
export function collectSamples(content: EngineContent, language: Language): { targets: Target[]; samples: Sample[] } {
  const targets: Target[] = [];
  const samples: Sample[] = [];
  const add = (target: Target, asks: string[], told: string[]): void => {
    const label = targets.push(target) - 1;
    for (const text of new Set(asks)) samples.push({ text, label, weight: 1, comparable: withoutFacts(text) });
    for (const text of told) samples.push({ text, label, weight: ANSWER_WEIGHT, comparable: text });
  };
  for (const { id, text } of content.entries) {
    const own = text[language];
    if (own) add({ id, kind: 'entry' }, [own.question, ...own.ask], sentencesOf(own.answer));
  }
  for (const { id, text } of content.smalltalk) {
    if (text[language]) add({ id, kind: 'smalltalk' }, text[language].ask, []);
  }
  for (const { id, reason, text } of content.unanswerable) {
    if (text[language]) add({ id, kind: 'decoy', reason }, text[language].ask, []);
  }
  return { targets, samples };
}

function sentencesOf(answer: string): string[] {
  const sentences = withoutFacts(answer).split(/(?<=[。.!?])\s*/);
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence.length >= SHORTEST_SENTENCE);
}
