import { afterEach, describe, expect, it } from 'vitest';
import { findCriterion } from '../../dialogs/domain/eligibility/find-criterion.js';
import { matchAnswer } from '../../dialogs/domain/eligibility/match-answer.js';
import { productRules } from './rules.js';

const rules = productRules();

const METERED = [
  'indexOf',
  'includes',
  'startsWith',
  'endsWith',
  'slice',
  'split',
  'replace',
  'replaceAll',
  'match',
  'normalize',
  'toLowerCase',
  'trim',
] as const;
const originals = METERED.map((name) => [name, String.prototype[name]] as const);

/** Counts the characters that string methods may look at while `work` runs: a measure of work that no clock disturbs. */
function charactersRead(work: () => void): number {
  let count = 0;
  for (const [name, original] of originals) {
    Object.defineProperty(String.prototype, name, {
      configurable: true,
      writable: true,
      value(this: string, ...parameters: unknown[]) {
        const result = (original as (...all: unknown[]) => unknown).apply(this, parameters);
        count += lookedAt(name, this, parameters, result);
        return result;
      },
    });
  }
  try {
    work();
  } finally {
    restore();
  }
  return count;
}

function lookedAt(name: string, text: string, parameters: unknown[], result: unknown): number {
  if (name === 'endsWith' || name === 'startsWith') return String(parameters[0]).length;
  if (name !== 'indexOf') return text.length;
  const from = Number(parameters[1] ?? 0);
  return (result === -1 ? text.length : Number(result)) - from + 1;
}

function restore(): void {
  for (const [name, value] of originals)
    Object.defineProperty(String.prototype, name, { configurable: true, writable: true, value });
}

afterEach(restore);

/** Texts made to cost as much as they can, at any length. */
const HOSTILE: readonly [string, string][] = [
  ['numerals', '一'],
  ['digits', '1'],
  ['a phrase over and over', '株式会社'],
  ['two phrases over and over', '株式会社ではない有限会社'],
  ['clauses', 'ない、'],
  ['joints', 'ですがけれども'],
  ['negations', 'ではないではない'],
  ['endings', 'ですよねですよね'],
  ['nearly a phrase', '株式会'],
  ['spaces', ' '],
  ['spaces and letters', 'a '],
  ['English negation', 'not no without never '],
  ['apostrophes', "don't "],
  ['brackets', '（（'],
  ['line ends', '\n'],
  ['dots', '.'],
  ['gaps', '…'],
  ['marks that combine', 'が\u3099'],
  ['ligatures that grow', 'ﷺ'],
  ['emoji', '👨‍👩‍👧'],
  ['half a surrogate pair', '\ud83d'],
];

describe('hostile texts cost no more than their length', () => {
  it.each(HOSTILE)('%s', (_name, unit) => {
    const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    for (const id of ['legal-form', 'website', 'placement-licence', 'compliance']) {
      matchAnswer(rules, id, 'はい', 'ja');
      const short = charactersRead(() => matchAnswer(rules, id, text(500), 'ja'));
      const long = charactersRead(() => matchAnswer(rules, id, text(2000), 'ja'));
      expect(long, `${id}: four times the text`).toBeLessThan(short * 4 * 1.5 + 200_000);
      expect(long, `${id}: 2,000 characters`).toBeLessThan(40_000_000);
    }
    const change = charactersRead(() => findCriterion(rules, `${text(2000)}を変更`, 'ja', {}));
    expect(change).toBeLessThan(1_000_000);
  });
});
