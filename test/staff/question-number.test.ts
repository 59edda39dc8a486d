import { describe, expect, it } from 'vitest';
import { isOverdue, promisedBy } from '../../dialogs/domain/staff/promise.js';
import { questionNumber, readQuestionNumber } from '../../dialogs/domain/staff/question-number.js';

const HOURS = { open: [{ from: '09:00', to: '17:00' }], closedDays: ['2025-10-20'] };

describe('the number of a question', () => {
  it('has at least four digits', () => {
    expect([1, 42, 9999, 12345].map(questionNumber)).toEqual(['Q-0001', 'Q-0042', 'Q-9999', 'Q-12345']);
  });

  it.each(['Q-0042', 'q42', 'Ｑ－００４２', 'Q 0042', ' q-42 '])('is read from %s', (typed) => {
    expect(readQuestionNumber(typed)).toBe('Q-0042');
  });

  it.each(['', '42', 'Q-', 'Q-0', 'Q-0000', 'QR-42', 'Q-42 です', 'Q-1234567890'])('is not read from %j', (typed) => {
    expect(readQuestionNumber(typed)).toBeUndefined();
  });
});

describe('the promised day', () => {
  it.each([
    ['a Wednesday, over a weekend and a closed day', '2025-10-15T10:30:00+09:00', '2025-10-21'],
    ['before a public holiday', '2025-10-31T10:00:00+09:00', '2025-11-06'],
    ['late in the evening in Japan, still the day before in UTC', '2025-10-07T01:00:00+09:00', '2025-10-10'],
  ])('counts business days only: %s', (_, now, day) => {
    expect(promisedBy(HOURS, new Date(now))).toBe(day);
  });

  it('is kept through the day itself, and broken the day after unless answered', () => {
    const question = { status: 'taken' as const, promisedBy: '2025-10-20' };
    expect(isOverdue(question, new Date('2025-10-20T23:59:00+09:00'))).toBe(false);
    expect(isOverdue(question, new Date('2025-10-21T00:00:00+09:00'))).toBe(true);
    expect(isOverdue({ ...question, status: 'answered' }, new Date('2025-10-25T00:00:00+09:00'))).toBe(false);
  });
});
