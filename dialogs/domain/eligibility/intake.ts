import { japanTime } from '../hours/japan-time.js';

/** The state that staff keep in program.yaml. */
export type IntakeState = 'open' | 'full' | 'closed';

/** The facts of program.yaml that decide whether applications are taken; dates are `yyyy-mm-dd`. */
export interface IntakeFacts {
  intake: { state: IntakeState; checked: string };
  period: { end: { date: string } };
}

/** Whether applications are taken, and by what this is known. */
export interface Intake {
  state: IntakeState;
  /** `period-over`: the support period has ended, whatever the file says. */
  reason: 'file' | 'period-over';
  /** The date on which staff last checked the state. */
  checked: string;
  /** The last day of the support period; still within it. */
  periodEnd: string;
}

/** Whether applications are taken at a moment (guideline Ⅱ.5, Ⅳ.3): over for good once the last day has passed in Japan. */
export function intake(program: IntakeFacts, now: Date): Intake {
  const periodEnd = program.period.end.date;
  const { state, checked } = program.intake;
  if (japanTime(now).date > periodEnd) return { state: 'closed', reason: 'period-over', checked, periodEnd };
  return { state, reason: 'file', checked, periodEnd };
}
