import { describe, expect, it } from 'vitest';
import { eligibilitySchema } from '../../dialogs/domain/content/eligibility-schema.js';
import { checkEligibility } from '../../dialogs/domain/eligibility/check-eligibility.js';
import { diagram } from '../../dialogs/domain/eligibility/diagram.js';
import { rulesTable } from '../../dialogs/domain/eligibility/rules-table.js';
import { productRules, rulesFile } from './rules.js';

type Path = (string | number)[];

/** The product's file with one place set to a value, or removed. */
function spoilt(path: Path, value?: unknown): unknown {
  const data = structuredClone(rulesFile());
  let place = data as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  if (value === undefined) delete place[path.at(-1)!];
  else place[path.at(-1)!] = value;
  return data;
}

const criteria = productRules().criteria;
const at = (id: string) => criteria.findIndex((criterion) => criterion.id === id);

describe("the product's file", () => {
  it('has no findings', () => {
    expect(checkEligibility(productRules())).toEqual([]);
  });

  it.each(criteria.map(({ id }) => id))(
    '%s: a label, at least eight ways of saying each answer of its own, in every language',
    (id) => {
      const { common } = productRules();
      for (const [key, { text, common: role }] of Object.entries(criteria[at(id)]!.answers)) {
        for (const [language, { label, say }] of Object.entries(text)) {
          const words = common[(role ?? key) as 'yes']?.[language] ?? [];
          expect([...label].length, `${key}.${language}`).toBeLessThanOrEqual(language === 'ja' ? 20 : 40);
          expect(new Set([...say, ...words]).size, `${key}.${language}`).toBeGreaterThanOrEqual(8);
        }
      }
    },
  );

  it('asks follow-ups directly after their parent, and the long readings last', () => {
    const ids = criteria.map(({ id }) => id);
    expect(ids.slice(-3)).toEqual(['cooperation', 'compliance', 'consent']);
    for (const { id, when } of criteria) {
      if (!when) continue;
      const between = criteria.slice(ids.indexOf(when.criterion) + 1, ids.indexOf(id));
      expect(between.every((other) => other.when?.criterion === when.criterion)).toBe(true);
    }
  });
});

describe('the schema refuses', () => {
  const answers = ['criteria', at('website'), 'answers'];
  it.each<[string, Path, unknown]>([
    ['a missing effect', [...answers, 'no', 'effect'], undefined],
    ['an unknown effect', [...answers, 'no', 'effect'], 'maybe'],
    ['a missing translation of an answer', [...answers, 'no', 'en'], undefined],
    ['a missing translation of a question', ['criteria', at('website'), 'en'], undefined],
    ['a missing label', [...answers, 'no', 'ja', 'label'], undefined],
    ['a missing question', ['criteria', at('website'), 'ja', 'question'], undefined],
    ['a missing lookup', ['criteria', at('website'), 'ja', 'lookup'], undefined],
    ['missing clauses', ['criteria', at('website'), 'sections'], undefined],
    ['no clause', ['criteria', at('website'), 'sections'], []],
    ['a clause of another form', ['criteria', at('website'), 'sections', 0], '3.2'],
    ['an unknown heading', ['criteria', at('website'), 'wenn'], {}],
    ['a word that YAML took for a truth value', ['common', 'yes', 'en', 0], true],
    ['an unknown common word list', [...answers, 'no', 'common'], 'perhaps'],
    ['a missing outcome', ['outcomes', 'eligible-closed'], undefined],
    ['a missing disclaimer', ['disclaimer', 'ja'], undefined],
    ['an empty text', ['disclaimer', 'ja'], ' '],
  ])('%s, at its place', (_what, path, value) => {
    const { error } = eligibilitySchema(['ja', 'en']).safeParse(spoilt(path, value));
    const found = error?.issues.map((issue) => [...issue.path, ...('keys' in issue ? issue.keys : [])]);
    expect(found).toEqual([path]);
  });

  it('a language that the file lacks', () => {
    const { error } = eligibilitySchema(['ja', 'en', 'zh']).safeParse(rulesFile());
    expect(error?.issues.some(({ path }) => path.join('.') === 'disclaimer.zh')).toBe(true);
  });
});

describe('the checks between the parts find', () => {
  const licence = at('placement-licence');
  const plan = at('placement-plan');
  it.each<[string, Path, unknown, Path]>([
    ['two questions of one name', ['criteria', 1, 'id'], 'legal-form', ['criteria', 1, 'id']],
    [
      'a condition on no question',
      ['criteria', plan, 'when', 'criterion'],
      'licence',
      ['criteria', plan, 'when', 'criterion'],
    ],
    [
      'a condition on a later question',
      ['criteria', 2, 'when', 'criterion'],
      'consent',
      ['criteria', 2, 'when', 'criterion'],
    ],
    [
      'a condition on itself',
      ['criteria', plan, 'when', 'criterion'],
      'placement-plan',
      ['criteria', plan, 'when', 'criterion'],
    ],
    ['a condition on no answer', ['criteria', plan, 'when', 'is'], ['never'], ['criteria', plan, 'when', 'is', 0]],
    [
      'a reason missing',
      ['criteria', 0, 'answers', 'other', 'en', 'reason'],
      undefined,
      ['criteria', 0, 'answers', 'other', 'en'],
    ],
    ['no answer for わからない', ['criteria', 0, 'answers', 'unsure'], undefined, ['criteria', 0, 'answers']],
    [
      'two answers for はい',
      ['criteria', licence, 'answers', 'no', 'common'],
      'yes',
      ['criteria', licence, 'answers', 'no'],
    ],
    [
      'a label too long for its button',
      ['criteria', 0, 'answers', 'other', 'ja', 'label'],
      'あ'.repeat(21),
      ['criteria', 0, 'answers', 'other', 'ja', 'label'],
    ],
    [
      'words of two answers',
      ['criteria', 0, 'answers', 'other', 'ja', 'say', 0],
      '合同会社です。',
      ['criteria', 0, 'answers', 'other', 'ja', 'say', 0],
    ],
    [
      'a question among the answers',
      ['criteria', 0, 'answers', 'other', 'ja', 'say', 0],
      '個人でもいい？',
      ['criteria', 0, 'answers', 'other', 'ja', 'say', 0],
    ],
    ['a word without letters', ['common', 'yes', 'ja', 0], '！', ['common', 'yes', 'ja', 0]],
    ['a common word of two meanings', ['common', 'no', 'ja', 0], 'はい', ['common', 'no', 'ja', 0]],
  ])('%s', (_what, path, value, place) => {
    const issues = checkEligibility(eligibilitySchema(['ja', 'en']).parse(spoilt(path, value)));
    expect(issues.map((issue) => issue.path)).toContainEqual(place);
    for (const { what, fix } of issues) expect(`${what}${fix}`).toMatch(/。$|: .+$/);
  });
});

describe('the rules for policy staff', () => {
  it.each(['ja', 'en'])('one table row for each question, with clauses and effects (%s)', (language) => {
    const rules = productRules();
    const rows = rulesTable(rules, language).trimEnd().split('\n').slice(2);
    expect(rows).toHaveLength(rules.criteria.length);
    rules.criteria.forEach(({ id, sections, answers }, row) => {
      expect(rows[row]).toContain(`\`${id}\``);
      expect(rows[row]).toContain(sections.join(', '));
      for (const [key, { effect }] of Object.entries(answers)) {
        expect(rows[row]).toContain(`(\`${key}\`) → ${rules.table[language]![effect]}`);
      }
    });
  });

  it('the table names the answer that opens a follow-up', () => {
    const row = rulesTable(productRules(), 'ja')
      .split('\n')
      .find((line) => line.includes('`placement-record`'));
    expect(row).toContain('| 職業紹介の免許: はい |');
  });

  it('a diagram in which every answer stands in the colour of its effect and follow-ups hang on theirs', () => {
    const drawn = diagram(productRules(), 'ja');
    expect(drawn.startsWith('flowchart TD\n')).toBe(true);
    expect(drawn).toContain(`q0a3(["✗ それ以外・未登記"]):::ineligible`);
    const licence = at('placement-licence');
    expect(drawn).toContain(`  q${licence}a0 --> q${at('placement-record')}\n`);
    expect(drawn).toContain(`  q${licence}a1 --> q${at('placement-plan')}\n`);
    expect(drawn.match(/:::(pass|confirm|ineligible)/g)).toHaveLength(
      criteria.flatMap(({ answers }) => Object.keys(answers)).length,
    );
  });

  it('a diagram stays whole whatever the words are', () => {
    const rules = productRules();
    rules.criteria[0]!.text.ja!.subject = '"]; <b>x</b> #1 & end';
    expect(diagram(rules, 'ja')).toContain('q0["1. &quot;]; &lt;b&gt;x&lt;/b&gt; ＃1 &amp; end<br/>');
  });
});
