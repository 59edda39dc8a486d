import { afterEach, describe, expect, it } from 'vitest';
import { isHoliday } from '../../dialogs/domain/hours/holidays.js';
import { addDays, japanTime } from '../../dialogs/domain/hours/japan-time.js';
import { businessDaysAfter, type HoursConfig, phoneHours } from '../../dialogs/domain/hours/phone-hours.js';

const HOURS: HoursConfig = {
  open: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  closedDays: [],
};
const OFF: HoursConfig = { ...HOURS, closedDays: ['2026-12-29', '2026-12-30', '2026-12-31'] };
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What the line does at a moment, in one line. */
function told(moment: string, config = HOURS): string {
  const { open, until, next } = phoneHours(config, isHoliday, new Date(moment));
  if (open) return `open until ${until}`;
  return next ? `next ${next.date} ${WEEKDAYS[next.weekday]} ${next.time}` : 'closed';
}

describe('the telephone line, by the clock in Japan', () => {
  it.each([
    // An ordinary Friday.
    ['2026-11-20T00:00:00+09:00', 'next 2026-11-20 Fri 09:00'],
    ['2026-11-20T08:59:59+09:00', 'next 2026-11-20 Fri 09:00'],
    ['2026-11-20T09:00:00+09:00', 'open until 12:00'],
    ['2026-11-20T11:59:59+09:00', 'open until 12:00'],
    ['2026-11-20T12:00:00+09:00', 'next 2026-11-20 Fri 13:00'],
    ['2026-11-20T12:59:59+09:00', 'next 2026-11-20 Fri 13:00'],
    ['2026-11-20T13:00:00+09:00', 'open until 17:00'],
    ['2026-11-20T16:59:59+09:00', 'open until 17:00'],
    // 23 November, a Monday, is Labour Thanksgiving Day.
    ['2026-11-20T17:00:00+09:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-20T23:59:59+09:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-21T10:00:00+09:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-22T10:00:00+09:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-23T10:00:00+09:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-24T10:00:00+09:00', 'open until 12:00'],
    // Other zones: the same moments written otherwise, and their midnights.
    ['2026-11-20T00:00:00Z', 'open until 12:00'],
    ['2026-11-19T23:59:59Z', 'next 2026-11-20 Fri 09:00'],
    ['2026-11-20T00:00:00-08:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-22T23:00:00-05:00', 'next 2026-11-24 Tue 09:00'],
    ['2026-11-23T19:00:00-05:00', 'open until 12:00'],
    ['2026-11-24T00:30:00+14:00', 'next 2026-11-24 Tue 09:00'],
    // Substitute holidays (6 May 2026 for 3 May, 22 March 2027 for 21 March) and a day between holidays (22 September 2026).
    ['2026-05-01T17:00:00+09:00', 'next 2026-05-07 Thu 09:00'],
    ['2026-05-06T10:00:00+09:00', 'next 2026-05-07 Thu 09:00'],
    ['2027-03-19T18:00:00+09:00', 'next 2027-03-23 Tue 09:00'],
    ['2026-09-22T10:00:00+09:00', 'next 2026-09-24 Thu 09:00'],
    ['2025-11-24T10:00:00+09:00', 'next 2025-11-25 Tue 09:00'],
    // The end of the year is no public holiday but 1 January; the rest is for staff to enter.
    ['2026-12-31T10:00:00+09:00', 'open until 12:00'],
    ['2026-12-31T17:00:00+09:00', 'next 2027-01-04 Mon 09:00'],
    ['2027-01-01T10:00:00+09:00', 'next 2027-01-04 Mon 09:00'],
    // A leap day.
    ['2028-02-28T17:00:00+09:00', 'next 2028-02-29 Tue 09:00'],
  ])('%s: %s', (moment, what) => {
    expect(told(moment)).toBe(what);
  });

  it.each([
    ['2026-12-28T16:59:00+09:00', 'open until 17:00'],
    ['2026-12-28T17:00:00+09:00', 'next 2027-01-04 Mon 09:00'],
    ['2026-12-29T10:00:00+09:00', 'next 2027-01-04 Mon 09:00'],
    ['2026-12-31T10:00:00+09:00', 'next 2027-01-04 Mon 09:00'],
  ])('with days off that staff entered, %s: %s', (moment, what) => {
    expect(told(moment, OFF)).toBe(what);
  });

  it('ranges in any order, and none', () => {
    const turned = { ...HOURS, open: [...HOURS.open].reverse() };
    expect(told('2026-11-20T08:00:00+09:00', turned)).toBe('next 2026-11-20 Fri 09:00');
    expect(told('2026-11-20T12:30:00+09:00', turned)).toBe('next 2026-11-20 Fri 13:00');
    expect(told('2026-11-20T10:00:00+09:00', { open: [], closedDays: [] })).toBe('closed');
    expect(phoneHours(HOURS, () => true, new Date('2026-11-20T10:00:00+09:00'))).toEqual({ open: false });
  });
});

describe('whatever the zone of the machine', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Berlin'])('%s', (name) => {
    process.env.TZ = name;
    expect(told('2026-11-20T11:59:59+09:00')).toBe('open until 12:00');
    expect(told('2026-11-20T17:00:00+09:00')).toBe('next 2026-11-24 Tue 09:00');
    expect(japanTime(new Date('2026-03-31T15:00:00Z'))).toEqual({ date: '2026-04-01', minutes: 0, weekday: 3 });
  });
});

describe('business days after a moment', () => {
  it.each([
    ['2026-11-20T10:00:00+09:00', 0, '2026-11-20'],
    ['2026-11-20T10:00:00+09:00', 1, '2026-11-24'],
    ['2026-11-20T16:00:00Z', 1, '2026-11-24'],
    ['2026-11-20T10:00:00+09:00', 3, '2026-11-26'],
    ['2026-12-31T10:00:00+09:00', 1, '2027-01-04'],
    ['2026-04-30T10:00:00+09:00', 2, '2026-05-07'],
  ])('%s + %i is %s', (moment, days, date) => {
    expect(businessDaysAfter(HOURS, isHoliday, new Date(moment), days)).toBe(date);
  });

  it('days off that staff entered do not count; where no day is open there is no answer', () => {
    expect(businessDaysAfter(OFF, isHoliday, new Date('2026-12-28T10:00:00+09:00'), 1)).toBe('2027-01-04');
    expect(businessDaysAfter(HOURS, () => true, new Date('2026-12-28T10:00:00+09:00'), 1)).toBeUndefined();
  });
});

describe('public holidays', () => {
  // The Cabinet Office's list for 2026 and 2027, by hand.
  const LISTED = [
    ...['01-01', '01-12', '02-11', '02-23', '03-20', '04-29', '05-03', '05-04', '05-05', '05-06', '07-20', '08-11'].map(
      (d) => `2026-${d}`,
    ),
    ...['09-21', '09-22', '09-23', '10-12', '11-03', '11-23'].map((day) => `2026-${day}`),
    ...['01-01', '01-11', '02-11', '02-23', '03-21', '03-22', '04-29', '05-03', '05-04', '05-05', '07-19', '08-11'].map(
      (d) => `2027-${d}`,
    ),
    ...['09-20', '09-23', '10-11', '11-03', '11-23'].map((day) => `2027-${day}`),
  ];

  it('2026 and 2027 are complete', () => {
    const found: string[] = [];
    for (let date = '2026-01-01'; date < '2028-01-01'; date = addDays(date, 1)) if (isHoliday(date)) found.push(date);
    expect(found).toEqual(LISTED);
  });

  it('every year up to 2050 has at least fifteen', () => {
    for (let year = 2026; year <= 2050; year += 1) {
      let count = 0;
      for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1))
        if (isHoliday(date)) count += 1;
      expect(count, `${year}`).toBeGreaterThanOrEqual(15);
    }
  });
});
