/**
 * The rules once more, written by hand from the specification's table (Pre-screening: the rules), line by line.
 * It shares nothing with the product: no code, no file, no words. What it says is right; where the product differs, the product is wrong.
 */
export const KEYS = {
  'legal-form': ['kabushiki', 'yugen', 'godo', 'other', 'unsure'],
  'placement-licence': ['no', 'yes', 'unsure'],
  'placement-record': ['yes', 'no', 'unsure'],
  'placement-plan': ['yes', 'no', 'unsure'],
  website: ['yes', 'no', 'unsure'],
  'hiring-place': ['japan', 'both', 'overseas-only', 'unsure'],
  'target-status': ['highly-skilled', 'excluded', 'other', 'unsure'],
  'target-role': ['yes', 'no', 'unsure'],
  'target-education': ['yes', 'no', 'unsure'],
  'employment-type': ['regular', 'non-regular', 'unsure'],
  employer: ['self', 'other-entity', 'unsure'],
  'global-south': ['yes', 'no', 'unsure'],
  'concurrent-support': ['none', 'accompanying', 'global-challenge', 'unsure'],
  capacity: ['yes', 'no', 'unsure'],
  'supported-company': ['same', 'different', 'unsure'],
  willingness: ['yes', 'no', 'unsure'],
  cooperation: ['yes', 'no', 'unsure'],
  compliance: ['yes', 'no', 'unsure'],
  consent: ['yes', 'not-yet', 'no'],
} as const;

export type Id = keyof typeof KEYS;
export const IDS = Object.keys(KEYS) as Id[];

const INELIGIBLE: Record<Id, readonly string[]> = {
  'legal-form': ['other'],
  'placement-licence': [],
  'placement-record': ['yes'],
  'placement-plan': ['yes'],
  website: ['no'],
  'hiring-place': ['overseas-only'],
  'target-status': ['excluded'],
  'target-role': ['no'],
  'target-education': ['no'],
  'employment-type': ['non-regular'],
  employer: ['other-entity'],
  'global-south': ['no'],
  'concurrent-support': ['accompanying', 'global-challenge'],
  capacity: [],
  'supported-company': [],
  willingness: [],
  cooperation: [],
  compliance: ['no'],
  consent: ['no'],
};

const CONFIRM: Record<Id, readonly string[]> = {
  'legal-form': ['unsure'],
  'placement-licence': ['unsure'],
  'placement-record': ['no', 'unsure'],
  'placement-plan': ['unsure'],
  website: ['unsure'],
  'hiring-place': ['unsure'],
  'target-status': ['other'],
  'target-role': ['unsure'],
  'target-education': ['unsure'],
  'employment-type': ['unsure'],
  employer: ['unsure'],
  'global-south': ['unsure'],
  'concurrent-support': ['unsure'],
  capacity: ['no', 'unsure'],
  'supported-company': ['different', 'unsure'],
  willingness: ['no', 'unsure'],
  cooperation: ['no', 'unsure'],
  compliance: ['unsure'],
  consent: ['not-yet'],
};

export const SECTIONS: Record<Id, string[]> = {
  'legal-form': ['Ⅲ.2(1)①'],
  'placement-licence': ['Ⅲ.1', 'Ⅲ.2(1)②'],
  'placement-record': ['Ⅲ.1', 'Ⅲ.2(1)②'],
  'placement-plan': ['Ⅲ.2(1)②'],
  website: ['Ⅲ.2(1)③'],
  'hiring-place': ['Ⅲ.2(1)④'],
  'target-status': ['Ⅱ.2(1)①', 'Ⅲ.2(1)⑤'],
  'target-role': ['Ⅱ.2(1)②'],
  'target-education': ['Ⅱ.2(1)③'],
  'employment-type': ['Ⅲ.2(1)⑤'],
  employer: ['Ⅲ.2(1)⑥'],
  'global-south': ['Ⅲ.2(1)⑦'],
  'concurrent-support': ['Ⅲ.2(1)⑧⑨'],
  capacity: ['Ⅲ.2(2)①'],
  'supported-company': ['Ⅲ.2(2)②'],
  willingness: ['Ⅴ.1(1)'],
  cooperation: ['Ⅲ.3(1)'],
  compliance: ['Ⅲ.3(2)'],
  consent: ['Ⅲ.3(3)', 'Ⅳ.2'],
};

/** Whether the specification asks this criterion after these answers. */
export function asked(id: Id, answers: Record<string, string>): boolean {
  if (id === 'placement-record') return answers['placement-licence'] === 'yes';
  if (id === 'placement-plan') return answers['placement-licence'] === 'no';
  if (id === 'target-role' || id === 'target-education') return answers['target-status'] === 'highly-skilled';
  return true;
}

export function effectOf(id: Id, key: string): 'pass' | 'confirm' | 'ineligible' {
  if (INELIGIBLE[id].includes(key)) return 'ineligible';
  return CONFIRM[id].includes(key) ? 'confirm' : 'pass';
}

export interface Expected {
  outcome: 'ineligible' | 'confirm' | 'eligible';
  /** Criterion → effect, of those that don't pass. */
  reasons: Map<string, 'confirm' | 'ineligible'>;
}

/** The outcome of a full set of answers. */
export function expected(answers: Record<string, string>): Expected {
  const reasons: Expected['reasons'] = new Map();
  for (const id of IDS) {
    if (!asked(id, answers)) continue;
    const effect = effectOf(id, answers[id]!);
    if (effect !== 'pass') reasons.set(id, effect);
  }
  const effects = [...reasons.values()];
  const outcome = effects.includes('ineligible') ? 'ineligible' : effects.includes('confirm') ? 'confirm' : 'eligible';
  return { outcome, reasons };
}

/** Answers that all pass, with every follow-up that passing opens. */
export const PASSING: Record<Id, string> = {
  'legal-form': 'kabushiki',
  'placement-licence': 'no',
  'placement-record': 'no',
  'placement-plan': 'no',
  website: 'yes',
  'hiring-place': 'japan',
  'target-status': 'highly-skilled',
  'target-role': 'yes',
  'target-education': 'yes',
  'employment-type': 'regular',
  employer: 'self',
  'global-south': 'yes',
  'concurrent-support': 'none',
  capacity: 'yes',
  'supported-company': 'same',
  willingness: 'yes',
  cooperation: 'yes',
  compliance: 'yes',
  consent: 'yes',
};
