import type { Counts } from './counts.js';
import type { Figures } from './figures.js';
import type { NumberWords } from './small-numbers.js';

/** The words of a report in one language. */
export interface ReportWords {
  /** Texts of locales/<language>/desk.json under `report`. */
  say: (key: string, parameters?: Record<string, string | number>) => string;
  /** An entry as staff know it. */
  entry: (id: string) => string;
  /** A criterion's short noun. */
  criterion: (id: string) => string;
  language: (language: string) => string;
  /** A week as people name it. */
  week: (week: string) => string;
  /** The same where there is little room: the day it begins on. */
  weekShort: (week: string) => string;
  /** All criteria in the order of asking. */
  criteria: string[];
}

/** What every section is made of. */
export interface ReportParts {
  figures: Figures;
  words: ReportWords;
  numbers: NumberWords;
  /** The week reported, and the one before. */
  week: Counts;
  before: Counts;
  /** The last `SPAN` weeks together, for what one week has too few of. */
  span: Counts;
}

/** Weeks that are taken together where one has too few. */
export const SPAN = 4;
