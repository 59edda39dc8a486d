import { expect, it } from 'vitest';
import { judge } from '../../dialogs/domain/eligibility/judge.js';
import { asked, effectOf, IDS, type Id, KEYS } from './oracle.js';
import { productRules } from './rules.js';

const rules = productRules();

/** One key for each effect that a criterion can have, and every key that opens a follow-up. */
function distinctKeys(id: Id): string[] {
  if (id === 'placement-licence') return [...KEYS[id]];
  const byEffect = new Map<string, string>();
  for (const key of KEYS[id]) {
    const opens = id === 'target-status' && key === 'highly-skilled';
    const name = opens ? key : effectOf(id, key);
    if (!byEffect.has(name)) byEffect.set(name, key);
  }
  return [...byEffect.values()];
}

const INELIGIBLE = 1;
const CONFIRM = 2;

/**
 * All combinations of effects, follow-ups included, one after another. The oracle's verdict is carried along as two counts,
 * so that each leaf costs one call of the judge and a comparison.
 */
function enumerate(visit: (answers: Record<string, string>, ineligible: number, confirm: number) => void): void {
  const answers: Record<string, string> = {};
  const steps = IDS.map((id) => ({
    id,
    keys: distinctKeys(id).map((key) => {
      const effect = effectOf(id, key);
      return { key, weight: effect === 'ineligible' ? INELIGIBLE : effect === 'confirm' ? CONFIRM : 0 };
    }),
  }));
  const walk = (at: number, ineligible: number, confirm: number): void => {
    const step = steps[at];
    if (!step) {
      visit(answers, ineligible, confirm);
      return;
    }
    if (!asked(step.id, answers)) {
      delete answers[step.id];
      walk(at + 1, ineligible, confirm);
      return;
    }
    for (const { key, weight } of step.keys) {
      answers[step.id] = key;
      walk(at + 1, ineligible + (weight === INELIGIBLE ? 1 : 0), confirm + (weight === CONFIRM ? 1 : 0));
    }
  };
  walk(0, 0, 0);
}

it('the judge agrees with the specification on every combination of effects', { timeout: 600_000 }, () => {
  let combinations = 0;
  let differing = 0;
  let example = '';
  enumerate((answers, ineligible, confirm) => {
    combinations += 1;
    const { outcome, complete, reasons } = judge(rules, answers);
    let excluded = 0;
    for (const reason of reasons) if (reason.effect === 'ineligible') excluded += 1;
    const right = ineligible > 0 ? 'ineligible' : confirm > 0 ? 'confirm' : 'eligible';
    if (outcome === right && complete && excluded === ineligible && reasons.length === ineligible + confirm) return;
    differing += 1;
    example ||= JSON.stringify(answers);
  });
  expect(example).toBe('');
  expect(differing).toBe(0);
  // Three effects each for ten criteria, two for four, six ways through the licence, twelve through the residence status.
  expect(combinations).toBe(3 ** 9 * 2 ** 4 * 6 * 12);
});
