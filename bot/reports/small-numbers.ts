/** Fewer than this are not shown as a number. */
export const FEWEST_SHOWN = 5;

/** Whether a number is too small to be shown. Nothing at all is no secret. */
export function isSmall(number: number): boolean {
  return number > 0 && number < FEWEST_SHOWN;
}

/** A number's length in a chart: all small ones the same. */
export function barLength(number: number): number {
  return isSmall(number) ? FEWEST_SHOWN / 2 : number;
}

/** How numbers are shown, in the words of a language. */
export interface NumberWords {
  few: string;
  about: (number: number) => string;
}

/** A number as shown. */
export function shownNumber(number: number, { few }: NumberWords): string {
  return isSmall(number) ? few : String(number);
}

/** The total of numbers that are shown beside it: rounded when one of them is hidden, or it could be worked out. */
export function shownTotal(parts: number[], words: NumberWords): string {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!parts.some(isSmall)) return String(total);
  return isSmall(total) ? words.few : words.about(Math.round(total / FEWEST_SHOWN) * FEWEST_SHOWN);
}

/** A share in percent; undefined when its numbers are too few to be shown. */
export function shownShare(part: number, whole: number): number | undefined {
  if (whole < FEWEST_SHOWN || isSmall(part) || isSmall(whole - part)) return undefined;
  return Math.round((part / whole) * 100);
}
