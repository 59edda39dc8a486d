import type { Language } from './domain/content/knowledge.js';
import type { Program } from './domain/content/program.js';
import { intake } from './domain/eligibility/intake.js';
import { type Facts, programFacts, wordDate } from './domain/facts.js';
import { isHoliday } from './domain/hours/holidays.js';
import { phoneHours } from './domain/hours/phone-hours.js';
import type { Texts } from './texts.js';

const worded = new WeakMap<Program, Map<Language, { minute: number; facts: Facts }>>();

/** All that `{{…}}` may name, in one language at one moment: program.yaml, and what depends on the clock (to the minute). */
export function factsAt(program: Program, texts: Texts, language: Language, now: Date): Facts {
  const minute = Math.floor(now.getTime() / 60_000);
  const known = worded.get(program) ?? new Map<Language, { minute: number; facts: Facts }>();
  worded.set(program, known);
  const held = known.get(language);
  if (held?.minute === minute) return held.facts;
  const facts = wordFacts(program, texts, language, now);
  known.set(language, { minute, facts });
  return facts;
}

function wordFacts(program: Program, texts: Texts, language: Language, now: Date): Facts {
  const say = (key: string, parameters?: Record<string, string | number>) =>
    texts.say(language, `facts.${key}`, parameters);
  const facts = new Map(programFacts(program, language, (year) => say('fiscal-year', { year })));
  const ranges = program.hours.open.map((range) => say('range', { from: clock(range.from), to: clock(range.to) }));
  facts.set('hours.text', say('hours-text', { ranges: ranges.join(say('and')) }));
  facts.set('hours.now', hoursNow(program, language, now, say));
  facts.set('intake.now', intakeNow(program, now, say));
  return facts;
}

type Say = (key: string, parameters?: Record<string, string | number>) => string;

function hoursNow(program: Program, language: Language, now: Date, say: Say): string {
  const state = phoneHours(program.hours, isHoliday, now);
  if (state.open) return say('hours-open', { until: clock(state.until ?? '') });
  if (!state.next) return say('hours-closed');
  const { date, time } = state.next;
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const day = weekday.format(new Date(`${date}T00:00:00Z`));
  return say('hours-next', { date: wordDate(date, language), weekday: day, time: clock(time) });
}

function intakeNow(program: Program, now: Date, say: Say): string {
  const { state, reason } = intakeOf(program, now);
  if (reason === 'period-over') return say('intake-over');
  return state === 'open' ? '' : say(`intake-${state}`);
}

/** Whether applications are taken at a moment (guideline Ⅱ.5, Ⅳ.3). */
export function intakeOf(program: Program, now: Date): ReturnType<typeof intake> {
  return intake({ intake: program.intake, period: { end: { date: program.periodEnd } } }, now);
}

/** 09:00 → 9:00, as the guideline writes times. */
function clock(time: string): string {
  return time.replace(/^0/, '');
}
