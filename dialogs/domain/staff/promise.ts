import { isHoliday } from '../hours/holidays.js';
import { japanTime } from '../hours/japan-time.js';
import { businessDaysAfter, type HoursConfig } from '../hours/phone-hours.js';
import type { StaffQuestion } from './question.js';

/** Business days of the desk within which a question is answered. */
export const DAYS_TO_ANSWER = 3;

/** The day by which a question asked now is answered, `yyyy-mm-dd` in Japan; undefined when no business day is in sight. */
export function promisedBy(hours: HoursConfig, now: Date): string | undefined {
  return businessDaysAfter(hours, isHoliday, now, DAYS_TO_ANSWER);
}

/** Whether a question still waits after the promised day. */
export function isOverdue({ status, promisedBy }: Pick<StaffQuestion, 'status' | 'promisedBy'>, now: Date): boolean {
  return (status === 'open' || status === 'taken') && promisedBy !== undefined && promisedBy < japanTime(now).date;
}

/** Whole hours since a moment (ISO 8601). */
export function hoursSince(at: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 3_600_000));
}
