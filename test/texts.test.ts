import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { literalFacts, textsOf } from '../dialogs/domain/content/text-checks.js';
import { placeholdersOf } from '../dialogs/domain/facts.js';

const languages = readdirSync('locales');
const groups = readdirSync('locales/ja');
const read = (language: string, group: string) => JSON.parse(readFileSync(`locales/${language}/${group}`, 'utf8'));
const keyed = (data: unknown) => new Map(textsOf(data).map(({ path, text }) => [path.join('.'), text]));

describe('the words of the bot', () => {
  it('exist in Japanese and English', () => {
    expect(languages.sort()).toEqual(['en', 'ja']);
    expect(readdirSync('locales/en').sort()).toEqual(groups.sort());
  });

  it.each(groups.filter((group) => group !== 'commands.json'))(
    '%s has the same keys and facts in every language',
    (group) => {
      const [first, ...others] = languages.map((language) => keyed(read(language, group)));
      for (const other of others) {
        expect([...other.keys()].sort()).toEqual([...first!.keys()].sort());
      }
    },
  );

  it.each(groups)('%s holds no URL, address, phone number, date or amount', (group) => {
    for (const language of languages) {
      expect(literalFacts(read(language, group)).map(({ what }) => what)).toEqual([]);
    }
  });

  it('has phrases for the same commands in every language', () => {
    const [first, ...others] = languages.map((language) => Object.keys(read(language, 'commands.json')).sort());
    for (const other of others) expect(other).toEqual(first);
  });

  it('gives the parameters of a text in every language', () => {
    for (const group of groups) {
      const [first, ...others] = languages.map((language) => keyed(read(language, group)));
      for (const [key, text] of first!) {
        const parameters = (words: string) =>
          [...new Set(placeholdersOf(words).filter((name) => !name.includes('.')))].sort();
        const loose = new Set(['fiscal-year']);
        for (const other of others) {
          const missing = parameters(text).filter(
            (name) => !loose.has(name) && !parameters(other.get(key) ?? '').includes(name),
          );
          expect(missing, `${group}: ${key}`).toEqual([]);
        }
      }
    }
  });
});
