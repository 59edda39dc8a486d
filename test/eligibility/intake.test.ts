import { describe, expect, it } from 'vitest';
import { intake } from '../../dialogs/domain/eligibility/intake.js';

const at = (state: 'open' | 'full' | 'closed', moment: string) => {
  const found = intake(
    { intake: { state, checked: '2025-10-01' }, period: { end: { date: '2026-03-31' } } },
    new Date(moment),
  );
  return `${found.state} (${found.reason})`;
};

describe('intake', () => {
  it.each([
    ['2025-12-01T00:00:00+09:00', 'open (file)'],
    ['2026-03-31T00:00:00+09:00', 'open (file)'],
    ['2026-03-31T23:59:59+09:00', 'open (file)'],
    ['2026-04-01T00:00:00+09:00', 'closed (period-over)'],
    // The same midnight elsewhere.
    ['2026-03-31T14:59:59Z', 'open (file)'],
    ['2026-03-31T15:00:00Z', 'closed (period-over)'],
    ['2026-03-31T08:00:00-07:00', 'closed (period-over)'],
    ['2026-04-01T04:59:59+14:00', 'open (file)'],
    ['2026-11-22T12:00:00+09:00', 'closed (period-over)'],
  ])('kept open, at %s: %s', (moment, what) => {
    expect(at('open', moment)).toBe(what);
  });

  it('what staff keep holds within the period, and nothing opens it again afterwards', () => {
    expect(at('full', '2026-03-31T10:00:00+09:00')).toBe('full (file)');
    expect(at('closed', '2026-03-31T10:00:00+09:00')).toBe('closed (file)');
    for (const state of ['open', 'full', 'closed'] as const)
      expect(at(state, '2027-01-01T00:00:00Z')).toBe('closed (period-over)');
  });

  it('tells when staff last checked, and the last day', () => {
    const kept = { intake: { state: 'open' as const, checked: '2025-10-01' }, period: { end: { date: '2026-03-31' } } };
    expect(intake(kept, new Date('2025-12-01T00:00:00Z'))).toMatchObject({
      checked: '2025-10-01',
      periodEnd: '2026-03-31',
    });
  });
});
