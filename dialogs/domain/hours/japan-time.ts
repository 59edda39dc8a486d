const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Japan is nine hours ahead of UTC all year round: no summer time since 1951. */
const AHEAD = 9 * HOUR;

/** A moment as a clock and a calendar in Japan show it. */
export interface JapanTime {
  /** `yyyy-mm-dd` */
  date: string;
  /** Minutes since midnight, 0 to 1439. */
  minutes: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** The date, minute and weekday in Japan at a moment, whatever the machine's own time zone is. */
export function japanTime(moment: Date): JapanTime {
  const shifted = new Date(moment.getTime() + AHEAD);
  return {
    date: shifted.toISOString().slice(0, 10),
    minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
    weekday: shifted.getUTCDay(),
  };
}

/** The weekday of a date (`yyyy-mm-dd`): 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The date some days after a date, both `yyyy-mm-dd`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
