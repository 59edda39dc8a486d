import type { Feedback } from '../feedback.js';
import type { RecordStore } from '../storage/record-store.js';
import { added, type Counts, count } from './counts.js';
import { listUnanswered, type UnansweredText } from './unanswered-texts.js';
import { daysOf, weeksUntil } from './week.js';

/** The figures of some weeks, as reports are made of them. */
export interface Figures {
  /** Oldest first; the last one is the week reported. */
  weeks: { week: string; counts: Counts }[];
  /** Questions without an answer whose last time was in the week reported. */
  unanswered: UnansweredText[];
}

/** Weeks that a report looks back on, its own included. */
const WEEKS = 8;

/** Reads the figures of a week and those before it. The week must exist. */
export async function readFigures(store: RecordStore, week: string): Promise<Figures> {
  const opinions = await readOpinions(store);
  const weeks = await Promise.all(
    weeksUntil(week, WEEKS).map(async (one) => {
      const days = await Promise.all((daysOf(one) ?? []).map((day) => readDay(store, day, opinions)));
      return { week: one, counts: days.reduce(added, {}) };
    }),
  );
  const days = new Set(daysOf(week));
  const unanswered = (await listUnanswered(store)).filter(({ lastDay }) => days.has(lastDay));
  return { weeks, unanswered: unanswered.map(({ id: _, ...text }) => text) };
}

async function readDay(store: RecordStore, day: string, opinions: Map<string, Counts>): Promise<Counts> {
  const held = await store.read<Counts>(`tally/${day}`);
  return added(held?.value ?? {}, opinions.get(day) ?? {});
}

/** Opinions read at most, the newest. */
const NEWEST = 5_000;

async function readOpinions(store: RecordStore): Promise<Map<string, Counts>> {
  const days = new Map<string, Counts>();
  for (const key of (await store.list('feedback')).slice(-NEWEST)) {
    const feedback = (await store.read<Feedback>(key))?.value;
    if (!feedback) continue;
    const counts = days.get(feedback.day) ?? {};
    days.set(feedback.day, counts);
    count(counts, feedback.helpful ? 'helpful' : 'unhelpful', feedback.entry);
  }
  return days;
}
