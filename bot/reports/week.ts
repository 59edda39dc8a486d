import { addDays, weekdayOf } from '../../dialogs/domain/hours/japan-time.js';

/** Monday of the week that a day (`yyyy-mm-dd`) is in. */
function mondayOf(day: string): string {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** The ISO 8601 week of a day: 2026-11-18 → `2026-W47`. */
export function weekOf(day: string): string {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

/** Monday to Sunday of a week; undefined when there is no such week. */
export function daysOf(week: string): string[] | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (!year || !number) return undefined;
  const monday = addDays(mondayOf(`${year}-01-04`), (Number(number) - 1) * 7);
  return weekOf(monday) === week ? Array.from({ length: 7 }, (_, index) => addDays(monday, index)) : undefined;
}

/** Some weeks ending with a week, oldest first. The week must exist. */
export function weeksUntil(week: string, length: number): string[] {
  const monday = daysOf(week)?.[0] ?? '';
  return Array.from({ length }, (_, index) => weekOf(addDays(monday, (index + 1 - length) * 7)));
}
