import { z } from 'zod';

/** A day that exists, as `yyyy-mm-dd`. */
export const dateSchema = z
  .string()
  .refine(isDate, '日付の書き方が違います → 2026-03-31 のように、ある日を年-月-日で書いてください。');

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(value);
}
