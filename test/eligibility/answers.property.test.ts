import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCriterion, openCriteria, progress, prune } from '../../dialogs/domain/eligibility/criteria.js';
import type { Answers } from '../../dialogs/domain/eligibility/eligibility.js';
import { judge } from '../../dialogs/domain/eligibility/judge.js';
import { asked, expected, IDS, type Id, KEYS } from './oracle.js';
import { productRules } from './rules.js';

const rules = productRules();
const RUNS = { numRuns: 2000 };

/** A key for every criterion, asked or not. */
const full = fc.record(Object.fromEntries(IDS.map((id) => [id, fc.constantFrom(...KEYS[id])]))) as fc.Arbitrary<
  Record<string, string>
>;
/** Some answers, with unknown ids and keys among them. */
const some = fc.dictionary(
  fc.constantFrom(...IDS, 'no-such-question', 'toString'),
  fc.constantFrom(...new Set(Object.values(KEYS).flat()), 'no-such-key', 'constructor'),
);
const oneChange = fc.constantFrom(...IDS).chain((id) => fc.tuple(fc.constant(id), fc.constantFrom(...KEYS[id])));

/** Answers question after question from `wanted`, as the dialog does. */
function walk(wanted: Record<string, string>, start: Answers = {}): Answers {
  let answers = prune(rules, start);
  for (let next = nextCriterion(rules, answers); next; next = nextCriterion(rules, answers)) {
    answers = prune(rules, { ...answers, [next.id]: wanted[next.id]! });
  }
  return answers;
}

describe('properties of the answers', () => {
  it('the outcome does not depend on the order of answering', () => {
    fc.assert(
      fc.property(full, fc.shuffledSubarray(IDS, { minLength: IDS.length }), (answers, order) => {
        const reordered = Object.fromEntries(order.map((id) => [id, answers[id]!]));
        expect(judge(rules, reordered)).toEqual(judge(rules, answers));
      }),
      RUNS,
    );
  });

  it('a full walk asks what the specification asks and ends with its outcome', () => {
    fc.assert(
      fc.property(full, (wanted) => {
        const answers = walk(wanted);
        expect(Object.keys(answers).sort()).toEqual(IDS.filter((id) => asked(id, wanted)).sort());
        const { outcome, complete, reasons } = judge(rules, answers);
        const right = expected(wanted);
        expect({ outcome, complete }).toEqual({ outcome: right.outcome, complete: true });
        expect(new Map(reasons.map(({ criterion, effect }) => [criterion, effect]))).toEqual(right.reasons);
      }),
      RUNS,
    );
  });

  it('changing an answer and changing it back changes nothing', () => {
    fc.assert(
      fc.property(full, oneChange, (wanted, [id, key]) => {
        const before = walk(wanted);
        const changed = walk(wanted, { ...before, [id]: key });
        const back = walk(wanted, before[id] === undefined ? changed : { ...changed, [id]: before[id] });
        expect(back).toEqual(before);
        expect(judge(rules, back)).toEqual(judge(rules, before));
      }),
      RUNS,
    );
  });

  it('detours change nothing: what counts is the answers in the end', () => {
    fc.assert(
      fc.property(full, fc.array(oneChange, { maxLength: 8 }), (wanted, detours) => {
        let answers: Answers = {};
        for (const [id, key] of detours) answers = prune(rules, { ...answers, [id]: key });
        expect(walk(wanted, Object.fromEntries(Object.entries(answers).map(([id]) => [id, wanted[id]!])))).toEqual(
          walk(wanted),
        );
      }),
      RUNS,
    );
  });

  it('dropping a condition drops its follow-ups', () => {
    const conditions: [Id, Id[]][] = [
      ['placement-licence', ['placement-record', 'placement-plan']],
      ['target-status', ['target-role', 'target-education']],
    ];
    fc.assert(
      fc.property(full, fc.constantFrom(...conditions), (wanted, [parent, followUps]) => {
        const answers = walk(wanted);
        for (const key of KEYS[parent]) {
          const kept = prune(rules, { ...answers, [parent]: key });
          for (const id of followUps) if (!asked(id, { [parent]: key })) expect(kept).not.toHaveProperty(id);
        }
      }),
      RUNS,
    );
  });

  it('pruning keeps only answers that apply, keeps the outcome, and needs no second time', () => {
    fc.assert(
      fc.property(some, (answers) => {
        const kept = prune(rules, answers);
        expect(prune(rules, kept)).toEqual(kept);
        expect(judge(rules, kept)).toEqual(judge(rules, answers));
        for (const [id, key] of Object.entries(kept)) {
          expect(asked(id as Id, kept)).toBe(true);
          expect(KEYS[id as Id]).toContain(key);
        }
      }),
      RUNS,
    );
  });

  it('the steps of a walk count up by one, and never past the end', () => {
    fc.assert(
      fc.property(full, (wanted) => {
        let answers: Answers = {};
        let step = 0;
        for (let next = nextCriterion(rules, answers); next; next = nextCriterion(rules, answers)) {
          const place = progress(rules, answers, next.id)!;
          expect(place.step).toBe(step + 1);
          expect(place.step).toBeLessThanOrEqual(place.of);
          expect(place.of).toBe(openCriteria(rules, answers).length);
          step = place.step;
          answers = { ...answers, [next.id]: wanted[next.id]! };
        }
        expect(nextCriterion(rules, answers)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('a question that is not asked has no place', () => {
    expect(progress(rules, {}, 'placement-plan')).toBeUndefined();
    expect(progress(rules, {}, 'no-such-question')).toBeUndefined();
  });
});
