import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AnswerMatch, matchAnswer } from '../../dialogs/domain/eligibility/match-answer.js';
import { productRules } from './rules.js';

const rules = productRules();

/** The rows of a table in this folder: cells parted by bars, comments with #. */
function table(name: string): string[][] {
  return readFileSync(`test/eligibility/${name}`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => line.split(' | '));
}

function written(match: AnswerMatch): string {
  if (match.kind === 'none') return '-';
  if (match.kind === 'unsure') return `${match.key}?`;
  return [match.key, ...(match.also ?? []).map(({ criterion, key }) => `+${criterion}=${key}`)].join(' ');
}

for (const [language, least] of [
  ['ja', 300],
  ['en', 200],
] as const) {
  const rows = table(`typed-answers.${language}.txt`);
  describe(`typed answers (${language})`, () => {
    it(`are at least ${least} different ones`, () => {
      expect(new Set(rows.map((row) => row.join())).size).toBeGreaterThanOrEqual(least);
    });

    it.each(rows)('%s: 「%s」 is %s', (criterion, text, key) => {
      expect(written(matchAnswer(rules, criterion!, text!, language))).toBe(key);
    });
  });
}

describe('questions are never answers', () => {
  const rows = table('typed-questions.txt');
  it('at least 80 different ones', () => {
    expect(new Set(rows.map((row) => row.join())).size).toBeGreaterThanOrEqual(80);
  });

  it.each(rows)('%s: 「%s」', (criterion, text) => {
    expect(matchAnswer(rules, criterion!, text!, 'ja')).toEqual({ kind: 'none' });
  });

  it('to no criterion at all, when they end with a question mark', () => {
    const asked = rows.map(([, text]) => text!).filter((text) => /[?？]$/.test(text));
    for (const { id } of rules.criteria) {
      for (const text of asked) expect(matchAnswer(rules, id, text, 'ja'), `${id}: ${text}`).toEqual({ kind: 'none' });
    }
    expect(asked.length).toBeGreaterThan(20);
  });
});

describe('keywords, small talk and remarks are no answers either', () => {
  it.each(table('typed-other.txt'))('%s: 「%s」', (criterion, text) => {
    expect(matchAnswer(rules, criterion!, text!, 'ja')).toEqual({ kind: 'none' });
  });
});

describe('commands', () => {
  const COMMANDS = [
    'menu',
    'quiz',
    'restart',
    'staff',
    'help',
    'back',
    'result',
    'stop',
    'why',
    'more',
    'explain',
    'language',
  ];
  const commands = ['ja', 'en'].flatMap((language) => {
    const phrases = JSON.parse(readFileSync(`locales/${language}/commands.json`, 'utf8')) as Record<string, string[]>;
    return COMMANDS.flatMap((command) => phrases[command] ?? []);
  });

  it.each(commands)('「%s」 is no answer to any question', (text) => {
    const answered = rules.criteria.filter(({ id }) => matchAnswer(rules, id, text, 'ja').kind === 'sure');
    expect(answered.map(({ id }) => id)).toEqual([]);
  });
});

describe('every label and every listed way of saying an answer', () => {
  const said = rules.criteria.flatMap(({ id, answers }) =>
    Object.entries(answers).flatMap(([key, { text }]) =>
      Object.entries(text).flatMap(([language, { label, say }]) =>
        [label, ...say].map((words) => [id, key, language, words.replace('…', 'は今も')] as const),
      ),
    ),
  );

  it.each(said)('%s=%s (%s): 「%s」', (id, key, language, words) => {
    expect(matchAnswer(rules, id, words, language)).toMatchObject({ kind: 'sure', key });
  });
});

describe('numbers and letters name the buttons in their order', () => {
  it.each(rules.criteria.map(({ id, answers }) => [id, Object.keys(answers)] as const))('%s', (id, keys) => {
    keys.forEach((key, at) => {
      for (const text of [
        `${at + 1}`,
        `${'１２３４５'[at]}`,
        `${at + 1}番です`,
        'abcde'[at]!,
        'ＡＢＣＤＥ'[at]!,
        'アイウエオ'[at]!,
      ]) {
        expect(matchAnswer(rules, id, text, 'ja'), text).toMatchObject({ kind: 'sure', key });
      }
    });
    for (const text of ['0', '9', `${keys.length + 1}`, '12', '1.5']) {
      expect(matchAnswer(rules, id, text, 'ja'), text).toEqual({ kind: 'none' });
    }
  });
});

describe('what is no answer', () => {
  it.each([
    '',
    '   ',
    '。',
    '…',
    '🙂',
    '🙂🙂🙂',
    '\u0000',
    'asdfghjkl',
    'あああああああ',
    '<script>alert(1)</script>',
    'constructor',
    '__proto__',
  ])('%j', (text) => {
    for (const { id } of rules.criteria) expect(matchAnswer(rules, id, text, 'ja'), id).toEqual({ kind: 'none' });
  });

  it('an unknown criterion', () => {
    expect(matchAnswer(rules, 'no-such-question', 'はい', 'ja')).toEqual({ kind: 'none' });
  });
});
