import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { show } from '../../dialogs/domain/content/finding.js';
import type { Entry, Language } from '../../dialogs/domain/content/knowledge.js';
import type { Warning } from '../../dialogs/domain/content/quality-dates.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';

const PARTS = 5;
const FEWEST = 3;
const EXAMPLES = 3;

interface Stray {
  entry: string;
  other: string;
  language: Language;
  index: number;
  question: string;
}

/**
 * Pairs of entries that are easily confused: several ways to ask the one would be answered by the other if they were not
 * written down. Every fifth way to ask is left out in turn, an engine is built from the rest, and asked. Most first.
 */
export async function confusableEntries(
  knowledge: Knowledge,
  buildEngine: (knowledge: Knowledge) => AnswerEngine | Promise<AnswerEngine>,
): Promise<Warning[]> {
  const strays: Stray[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const out = (index: number) => index % PARTS === part;
    const entries = knowledge.entries.map((entry) => without(entry, out));
    const engine = await buildEngine({ ...knowledge, entries });
    for (const entry of knowledge.entries) strays.push(...askLeftOut(entry, out, engine));
  }
  const pairs = new Map<string, Stray[]>();
  for (const stray of strays) {
    const key = `${stray.entry} ${stray.other} ${stray.language}`;
    pairs.set(key, [...(pairs.get(key) ?? []), stray]);
  }
  const many = [...pairs.values()].filter((pair) => pair.length >= FEWEST);
  return many.sort((a, b) => b.length - a.length).map(warning);
}

function warning(strays: Stray[]): Warning {
  const [{ entry, other, language, index }] = strays as [Stray];
  const examples = strays
    .slice(0, EXAMPLES)
    .map(({ question }) => show(question))
    .join('');
  const what = `${show(entry)}の聞かれ方のうち${strays.length}個は、${show(other)}のものと紛らわしくなっています: ${examples}`;
  const fix = 'どちらの項目の聞かれ方かを見直し、似た言い方をどちらかに足してください。';
  return { entry, path: [language, 'ask', index], what, fix };
}

function without(entry: Entry, out: (index: number) => boolean): Entry {
  const kept = (ask: string[]) => (ask.length < PARTS ? ask : ask.filter((_, index) => !out(index)));
  const text = Object.entries(entry.text).map(([language, words]) => [language, { ...words, ask: kept(words.ask) }]);
  return { ...entry, text: Object.fromEntries(text) };
}

function askLeftOut(entry: Entry, out: (index: number) => boolean, engine: AnswerEngine): Stray[] {
  return Object.entries(entry.text).flatMap(([language, { ask }]) =>
    ask.flatMap((question, index) => {
      if (ask.length < PARTS || !out(index)) return [];
      const decision = engine.decide(question, language);
      const other = decision.kind === 'answer' && !decision.ids.includes(entry.id) ? decision.ids[0] : undefined;
      return other ? [{ entry: entry.id, other, language, index, question }] : [];
    }),
  );
}
