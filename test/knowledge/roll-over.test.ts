import { describe, expect, it } from 'vitest';
import { qualityWarnings } from '../../bot/knowledge/quality.js';
import { readFolder } from '../../bot/knowledge/read-folder.js';
import { loadTexts } from '../../bot/texts.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { textsOf } from '../../dialogs/domain/content/text-checks.js';
import { fill } from '../../dialogs/domain/facts.js';
import { factsAt } from '../../dialogs/moment-facts.js';
import { knowledgeFolder } from '../support/knowledge-folder.js';

const texts = loadTexts('locales');
const { languages } = texts;

/** All texts as people read them in one language, and the facts they hold. */
async function read(folder: string, language: string, now: Date) {
  const { knowledge, findings } = readKnowledge(await readFolder(folder), languages);
  expect(findings).toEqual([]);
  const { entries, smalltalk, eligibility } = knowledge!;
  const facts = factsAt(knowledge!.program, texts, language, now);
  const words = textsOf({ entries, smalltalk, eligibility }).filter(
    ({ path }) => !path.some((key) => FREE.has(String(key))),
  );
  return { facts, said: words.map(({ text }) => fill(text, facts)) };
}

const FREE = new Set(['ask', 'say', 'common', 'tests', 'not', 'reviewed', 'sections']);
const CHANGED = ['fiscal-year', 'period.end', 'apply.url', 'apply.capacity'];

describe('the new fiscal year', () => {
  it.each(languages)('four values in program.yaml change every text (%s)', async (language) => {
    const files = await knowledgeFolder();
    const before = await read(files.folder, language, new Date('2025-10-15T10:30:00+09:00'));
    await files.change('program.yaml', /^fiscal-year: 2025/m, 'fiscal-year: 2031');
    await files.change('program.yaml', /(period:\n {2}end:\n {4}date:) \S+/, '$1 2032-03-30');
    await files.change('program.yaml', /(apply:\n {2}url:) \S+/, '$1 https://www.jetro.go.jp/services/new.html');
    await files.change('program.yaml', /(capacity:\n {4}number:) \d+/, '$1 77');
    const after = await read(files.folder, language, new Date('2031-10-15T10:30:00+09:00'));

    for (const name of CHANGED) {
      const [old, fresh] = [before.facts.get(name)!, after.facts.get(name)!];
      expect(fresh).not.toBe(old);
      expect(before.said.filter((text) => text.includes(old)).length, name).toBeGreaterThan(0);
      expect(
        after.said.filter((text) => text.includes(old)),
        name,
      ).toEqual([]);
      const places = (said: string[], word: string) =>
        said.flatMap((text, index) => (text.includes(word) ? [index] : []));
      expect(places(after.said, fresh), name).toEqual(places(before.said, old));
    }
  });

  it('a check lists what still speaks of the old year', async () => {
    const files = await knowledgeFolder();
    await files.change('program.yaml', /^fiscal-year: 2025/m, 'fiscal-year: 2031');
    await files.change('faq/cost.yaml', '- タダですか', '- 2025年度はタダですか');
    const sources = await readFolder(files.folder);
    const { knowledge } = readKnowledge(sources, languages);
    const groups = await qualityWarnings(sources, knowledge!, { today: '2031-04-01', phrases: [] });
    const dates = groups.find(({ title }) => title === '日付と年度')?.findings.map(({ what }) => what);
    expect(dates).toContain('今の年度ではない年「2025」が書かれています: 「2025年度はタダですか」');
  });
});
