import { addDays, japanTime, weekdayOf } from './japan-time.js';

/** When the telephone line is open; times are `HH:MM` in Japan, `to` is already closed, dates are `yyyy-mm-dd`. */
export interface HoursConfig {
  open: readonly { from: string; to: string }[];
  /** Days off besides Saturdays, Sundays and holidays. */
  closedDays: readonly string[];
}

/** Whether a date (`yyyy-mm-dd`) is a public holiday. */
export type IsHoliday = (date: string) => boolean;

/** A time in Japan at which the line opens; weekday 0 is Sunday. */
export interface Opening {
  date: string;
  time: string;
  weekday: number;
}

/** Whether the line is open: if so until when, if not from when again (nothing when no opening is in sight). */
export interface PhoneHours {
  open: boolean;
  until?: string;
  next?: Opening;
}

/** How many days ahead an opening is looked for: longer than any run of days off that staff would enter. */
const HORIZON = 366;

/** Whether the line is open at a moment, by Japan's clock (guideline Ⅶ). */
export function phoneHours(config: HoursConfig, isHoliday: IsHoliday, now: Date): PhoneHours {
  const { date, minutes } = japanTime(now);
  if (isBusinessDay(config, isHoliday, date)) {
    const current = config.open.find(({ from, to }) => minutesOf(from) <= minutes && minutes < minutesOf(to));
    if (current) return { open: true, until: current.to };
    const later = firstFrom(config, minutes);
    if (later) return { open: false, next: { date, time: later, weekday: weekdayOf(date) } };
  }
  const next = nextOpening(config, isHoliday, date);
  return next ? { open: false, next } : { open: false };
}

/** The `n`th business day after the day of a moment in Japan, `yyyy-mm-dd`; undefined when none is in sight. */
export function businessDaysAfter(config: HoursConfig, isHoliday: IsHoliday, now: Date, n: number): string | undefined {
  let date = japanTime(now).date;
  for (let left = n, looked = 0; left > 0; looked += 1) {
    if (looked > HORIZON + n * 7) return undefined;
    date = addDays(date, 1);
    if (isBusinessDay(config, isHoliday, date)) left -= 1;
  }
  return date;
}

/** Whether the line opens at all on a date: not on Saturdays, Sundays, holidays and closed days. */
export function isBusinessDay(config: HoursConfig, isHoliday: IsHoliday, date: string): boolean {
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6 && !isHoliday(date) && !config.closedDays.includes(date);
}

function nextOpening(config: HoursConfig, isHoliday: IsHoliday, today: string): Opening | undefined {
  const time = firstFrom(config, -1);
  if (time === undefined) return undefined;
  for (let ahead = 1; ahead <= HORIZON; ahead += 1) {
    const date = addDays(today, ahead);
    if (isBusinessDay(config, isHoliday, date)) return { date, time, weekday: weekdayOf(date) };
  }
  return undefined;
}

/** The earliest opening time of a day that is later than `minutes`. */
function firstFrom({ open }: HoursConfig, minutes: number): string | undefined {
  return open
    .map(({ from }) => from)
    .filter((from) => minutesOf(from) > minutes)
    .sort((a, b) => minutesOf(a) - minutesOf(b))[0];
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
