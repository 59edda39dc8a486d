import { describe, expect, it } from 'vitest';
import { openCriteria } from '../../dialogs/domain/eligibility/criteria.js';
import { findCriterion } from '../../dialogs/domain/eligibility/find-criterion.js';
import { productRules } from './rules.js';

const rules = productRules();
const answers = {
  'legal-form': 'kabushiki',
  'target-status': 'unsure',
  'employment-type': 'regular',
  website: 'yes',
  consent: 'yes',
};
const place = (step: number) => openCriteria(rules, answers)[step - 1]?.id;

describe('changing an answer by its number', () => {
  it.each([
    ['3番を変更', 3],
    ['３番を変えたい', 3],
    ['3を変更したい', 3],
    ['問3を直したいです', 3],
    ['3つ目を修正', 3],
    ['三番を変更してください', 3],
    ['十番を変更', 10],
    ['十一番を変更', 11],
    ['質問12の答えを訂正したい', 12],
    ['change question 3', 3],
    ['Change no. 3, please', 3],
    ['edit answer 12', 12],
    ['go back to question 1', 1],
  ])('%s', (text, step) => {
    expect(findCriterion(rules, text, 'ja', answers)).toBe(place(step));
  });

  it.each(['99番を変更', '0番を変更', '変更したい', 'change it', '3番', '3'])('%s names none', (text) => {
    expect(findCriterion(rules, text, 'ja', answers)).toBeUndefined();
  });
});

describe('changing an answer by its subject', () => {
  it.each([
    ['会社の形態を変更', 'legal-form'],
    ['会社の形態を変えたい', 'legal-form'],
    ['会社の形態を間違えました', 'legal-form'],
    ['自社サイトの答えを直したい', 'website'],
    ['雇用形態を修正したいのですが', 'employment-type'],
    ['change the legal form', 'legal-form'],
    ['I want to change the website answer', 'website'],
    ['correct the employment type', 'employment-type'],
  ])('%s', (text, id) => {
    expect(findCriterion(rules, text, 'ja', answers)).toBe(id);
  });

  it.each(rules.criteria.flatMap(({ id, text }) => Object.values(text).map(({ subject }) => [subject, id] as const)))(
    '「%s」 alone, once answered',
    (subject, id) => {
      const all = { ...answers, 'target-status': 'highly-skilled', [id]: 'yes' };
      const licence = id === 'placement-record' ? 'yes' : 'no';
      const given = { ...all, 'placement-licence': id === 'placement-licence' ? 'yes' : licence };
      if (id === 'target-status') given['target-status'] = 'unsure';
      expect(findCriterion(rules, subject, 'ja', given)).toBe(id);
    },
  );

  it('a subject alone is no wish to change what has no answer yet', () => {
    expect(findCriterion(rules, '同意', 'ja', { 'legal-form': 'kabushiki' })).toBeUndefined();
  });

  it.each(['会社の形態を変更できますか？', '会社の形態は大事です', 'お金がかかりますか'])('%s', (text) => {
    expect(findCriterion(rules, text, 'ja', answers)).toBeUndefined();
  });
});
