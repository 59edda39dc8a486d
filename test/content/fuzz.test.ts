import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rememberingParse } from '../../bot/knowledge/remembering-parse.js';
import { decodeText } from '../../dialogs/domain/content/decode-text.js';
import { addPhrase, appendEntry, editEntry } from '../../dialogs/domain/content/edit-entries.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { smallFile, smallKnowledge } from '../support/small-knowledge.js';

const languages = ['ja', 'en'];
const PATHS = smallKnowledge().map(({ path }) => path);
const NASTY = [
  '\t',
  '　',
  '：',
  ':',
  '- ',
  '{{',
  '}}',
  '"',
  "'",
  '#',
  '[',
  ']',
  '\n',
  '  ',
  '&a ',
  '*a',
  '!x ',
  '|',
  '>',
  '\u0000',
  '0',
  '~',
  '---\n',
  '｛',
  'ー',
];

/** A right file with a few slips of the hand. */
const slips = fc.record({
  path: fc.constantFrom(...PATHS),
  edits: fc.array(fc.record({ at: fc.nat(), remove: fc.nat(12), insert: fc.constantFrom('', ...NASTY) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

function spoil(text: string, edits: { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((now, { at, remove, insert }) => {
    const place = at % (now.length + 1);
    return now.slice(0, place) + insert + now.slice(place + remove);
  }, text);
}

describe('any slip of the hand', () => {
  it('is either right or explained: a place inside the file, words and a remedy', () => {
    fc.assert(
      fc.property(slips, ({ path, edits }) => {
        const text = spoil(smallFile(path), edits);
        const { knowledge, findings } = readKnowledge(smallKnowledge({ [path]: text }), languages, {
          parse: rememberingParse,
        });
        expect(knowledge === undefined).toBe(findings.length > 0);
        for (const { file, line, column, what, fix } of findings) {
          const rows =
            smallKnowledge({ [path]: text })
              .find((other) => other.path === file)
              ?.text.split('\n') ?? [];
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(rows.length);
          expect(column).toBeLessThanOrEqual((rows[line - 1] ?? '').length + 1);
          expect(what).toMatch(/[ぁ-んァ-ヶ一-龠]/);
          expect(fix).toMatch(/[ぁ-んァ-ヶ一-龠]/);
        }
      }),
      { numRuns: 600, seed: 20251015 },
    );
  }, 120_000);

  it('one slip has one finding, at its place, but for a few in a hundred', () => {
    const path = 'knowledge/faq/cost.yaml';
    const right = smallFile(path);
    const tally = { broken: 0, one: 0, near: 0 };
    const slip = fc.record({
      at: fc.nat(right.length - 1),
      remove: fc.nat(2),
      insert: fc.constantFrom('', ' ', ...NASTY),
    });
    fc.assert(
      fc.property(slip, (edit) => {
        const text = spoil(right, [edit]);
        const { findings } = readKnowledge(smallKnowledge({ [path]: text }), languages, { parse: rememberingParse });
        const line = text.slice(0, edit.at).split('\n').length;
        if (findings.length > 0) tally.broken += 1;
        if (findings.length === 1) tally.one += 1;
        if (findings.some((found) => Math.abs(found.line - line) <= 1)) tally.near += 1;
      }),
      { numRuns: 1000, seed: 7 },
    );
    expect(tally.broken).toBeGreaterThan(500);
    expect(tally.one / tally.broken).toBeGreaterThan(0.98);
    expect(tally.near / tally.broken).toBeGreaterThan(0.95);
  }, 120_000);

  it('any text at all, and any bytes, are read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...PATHS), (text, path) => {
        readKnowledge(smallKnowledge({ [path]: text }), languages, { parse: rememberingParse });
      }),
      { numRuns: 300, seed: 1 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const { text, problem } = decodeText(bytes);
        expect((text === undefined) !== (problem === undefined)).toBe(true);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});

const phrase = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(...NASTY, '費用: いくら', '- x', 'yes', '2025', '=1+1'),
  )
  .map((text) => text.replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, '').trim())
  .filter((text) => text !== '');

describe('what is written into a file', () => {
  const COST = smallFile('knowledge/faq/cost.yaml');

  it('any way to ask comes back as it was typed, and every other line stays', () => {
    fc.assert(
      fc.property(phrase, (text) => {
        const after = addPhrase(COST, 'cost.fee', 'ja', text);
        expect(parse(after)[0].ja.ask).toEqual(['お金かかる？', 'タダですか', text]);
        const added = after.split('\n').filter((line) => !COST.split('\n').includes(line));
        expect(added.length).toBeLessThanOrEqual(1 + text.split('\n').length);
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('any answer comes back as it was typed, beside the comments', () => {
    const commented = COST.replace('    answer: >-', '    # 大切な注意\n    answer: >-');
    fc.assert(
      fc.property(phrase, phrase, (one, two) => {
        const answer = `${one}\n\n${two}`;
        const after = editEntry(commented, 'cost.fee', [{ path: ['ja', 'answer'], value: answer }]);
        expect(parse(after)[0].ja.answer).toBe(answer);
        expect(after).toContain('    # 大切な注意\n');
        expect(parse(after)[1]).toEqual(parse(COST)[1]);
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  it('any new entry comes back as it was typed', () => {
    fc.assert(
      fc.property(phrase, phrase, (question, answer) => {
        const entry = { id: 'cost.new', sections: ['Ⅱ.4'], text: { ja: { question, ask: [question], answer } } };
        const items = parse(appendEntry(COST, entry));
        expect(items).toHaveLength(3);
        expect(items[2]).toEqual({ id: 'cost.new', sections: ['Ⅱ.4'], ja: { question, ask: [question], answer } });
      }),
      { numRuns: 400, seed: 5 },
    );
  });
});
