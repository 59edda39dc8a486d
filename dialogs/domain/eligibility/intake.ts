import type { Program } from '../content/program.js';
import { japanTime } from '../hours/japan-time.js';

/** What decides whether applications are taken: the state that staff keep, and the last day of the support period. */
export interface IntakeFacts {
  intake: Program['intake'];
  /** `date` is `yyyy-mm-dd`, Japan time. */
  period: { end: { date: string } };
}

/** Whether applications are taken, and by what this is known. */
export interface Intake {
  state: Program['intake']['state'];
  /** `period-over`: the support period has ended, whatever the file says. */
  reason: 'file' | 'period-over';
  /** The date on which staff last checked the state, `yyyy-mm-dd`. */
  checked: string;
  /** The last day of the support period, still within it, `yyyy-mm-dd`. */
  periodEnd: string;
}

/** Whether applications are taken at a moment (guideline Ⅱ.5, Ⅳ.3): over for good once the last day has passed in Japan. */
export function intake({ intake: kept, period }: IntakeFacts, now: Date): Intake {
  const { state, checked } = kept;
  const periodEnd = period.end.date;
  if (japanTime(now).date > periodEnd) return { state: 'closed', reason: 'period-over', checked, periodEnd };
  return { state, reason: 'file', checked, periodEnd };
}
