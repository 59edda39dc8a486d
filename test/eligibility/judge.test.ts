import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../dialogs/domain/eligibility/judge.js';
import { judge } from '../../dialogs/domain/eligibility/judge.js';
import { asked, effectOf, expected, IDS, type Id, KEYS, PASSING, SECTIONS } from './oracle.js';
import { productRules } from './rules.js';

const rules = productRules();
const answerable = (id: Id) => KEYS[id].map((key) => [id, key] as const);

/** The answers, with the licence held where its record is looked at (and the licence itself is not). */
function opened(answers: Record<string, string>, ...looked: Id[]): Record<string, string> {
  const record = looked.includes('placement-record') && !looked.includes('placement-licence');
  return record ? { ...answers, 'placement-licence': 'yes' } : answers;
}

/** What the judge must say of a full set of answers, after the oracle. */
function agrees(judgement: Judgement, answers: Record<string, string>): boolean {
  const { outcome, reasons } = expected(answers);
  return (
    judgement.outcome === outcome &&
    judgement.complete &&
    judgement.reasons.length === reasons.size &&
    judgement.reasons.every(({ criterion, answer, effect }) => {
      return reasons.get(criterion) === effect && answers[criterion] === answer;
    })
  );
}

describe('the rules are those of the specification', () => {
  it('the same criteria and answer keys', () => {
    const found = Object.fromEntries(rules.criteria.map(({ id, answers }) => [id, Object.keys(answers).sort()]));
    expect(found).toEqual(Object.fromEntries(IDS.map((id) => [id, [...KEYS[id]].sort()])));
  });

  it.each(IDS)('%s rests on the sections that the specification names', (id) => {
    expect(rules.criteria.find((criterion) => criterion.id === id)?.sections).toEqual(SECTIONS[id]);
  });

  it.each(IDS.flatMap(answerable))('%s: %s has its effect', (id, key) => {
    expect(rules.criteria.find((criterion) => criterion.id === id)?.answers[key]?.effect).toBe(effectOf(id, key));
  });
});

describe('one answer alone', () => {
  it.each(IDS.flatMap(answerable))('%s: %s, all else passing', (id, key) => {
    const answers = opened({ ...PASSING, [id]: key }, id);
    const effect = effectOf(id, key);
    const judgement = judge(rules, answers);
    expect(agrees(judgement, answers)).toBe(true);
    if (effect === 'pass') return;
    const reason = { criterion: id, answer: key, effect, sections: SECTIONS[id] };
    expect(judgement.reasons).toContainEqual(reason);
  });
});

describe('two answers', () => {
  it('every combination of the answers of every two criteria, all else passing', () => {
    const differing: string[] = [];
    let combinations = 0;
    for (const first of IDS) {
      for (const second of IDS.slice(IDS.indexOf(first) + 1)) {
        for (const key of KEYS[first]) {
          for (const other of KEYS[second]) {
            const answers = opened({ ...PASSING, [first]: key, [second]: other }, first, second);
            combinations += 1;
            if (!agrees(judge(rules, answers), answers)) differing.push(`${first}=${key} ${second}=${other}`);
          }
        }
      }
    }
    expect(combinations).toBe(1818);
    expect(differing).toEqual([]);
  });
});

describe('stopping early', () => {
  it('what is unanswered is a point to settle', () => {
    const { outcome, complete, reasons } = judge(rules, { 'legal-form': 'kabushiki' });
    expect({ outcome, complete }).toEqual({ outcome: 'confirm', complete: false });
    expect(reasons.map(({ criterion }) => criterion).sort()).toEqual(
      IDS.filter((id) => id !== 'legal-form' && asked(id, {})).sort(),
    );
    expect(new Set(reasons.map(({ answer, effect }) => `${answer} ${effect}`))).toEqual(
      new Set(['unanswered confirm']),
    );
  });

  it('after an exclusion only what fired is a reason', () => {
    expect(judge(rules, { 'legal-form': 'other', website: 'unsure' })).toEqual({
      outcome: 'ineligible',
      complete: false,
      reasons: [
        { criterion: 'legal-form', answer: 'other', effect: 'ineligible', sections: ['Ⅲ.2(1)①'] },
        { criterion: 'website', answer: 'unsure', effect: 'confirm', sections: ['Ⅲ.2(1)③'] },
      ],
    });
  });

  it('answers that do not apply, or do not exist, change nothing', () => {
    const odd = { ...PASSING, 'placement-record': 'yes', 'no-such-question': 'yes', toString: 'yes' };
    expect(judge(rules, odd)).toEqual({ outcome: 'eligible', complete: true, reasons: [] });
    for (const key of ['constructor', '__proto__', 'maybe', '']) {
      const { outcome, complete } = judge(rules, { ...PASSING, website: key });
      expect({ outcome, complete }).toEqual({ outcome: 'confirm', complete: false });
    }
  });
});
