import { countOf } from './counts.js';
import type { ReportSection } from './report.js';
import { type ReportParts, SPAN } from './report-parts.js';
import { barLength, shownNumber } from './small-numbers.js';

const OUTCOMES = ['eligible', 'confirm', 'ineligible'];

/** First results of the pre-screening. */
export function outcomeSection({ week, before, words: { say }, numbers }: ReportParts): ReportSection {
  const rows = OUTCOMES.map((outcome) => ({
    label: say(`outcomes.${outcome}`),
    now: countOf(week, 'outcome', outcome),
    previous: countOf(before, 'outcome', outcome),
  }));
  return {
    id: 'outcome',
    title: say('outcome-title'),
    table: {
      columns: [say('outcome'), say('this-week'), say('last-week')],
      rows: rows.some(({ now, previous }) => now + previous > 0)
        ? rows.map(({ label, now, previous }) => [label, shownNumber(now, numbers), shownNumber(previous, numbers)])
        : [],
    },
    chart: { legend: [say('this-week')], rows: rows.map(({ label, now }) => ({ label, parts: [barLength(now)] })) },
    empty: say('none'),
  };
}

/** Criterion by criterion: how companies answer, and where they leave without answering. */
export function quizSection({ span, words: { say, criterion, criteria }, numbers }: ReportParts): ReportSection {
  const rows = criteria.map((id) => {
    const [asked, answered, early, pass, confirm, ineligible] = (
      ['asked', 'answered', 'early', 'pass', 'confirm', 'ineligible'] as const
    ).map((what) => countOf(span, what, id)) as [number, number, number, number, number, number];
    const left = Math.max(0, asked - answered - early);
    return { label: criterion(id), asked, parts: [pass, confirm, ineligible, early, left] };
  });
  const reached = rows.filter(({ asked, parts }) => asked > 0 || parts.some((part) => part > 0));
  const legend = ['pass', 'confirm', 'ineligible', 'early', 'left'].map((key) => say(key));
  return {
    id: 'quiz',
    title: say('quiz-title'),
    note: say('quiz-note', { n: SPAN }),
    table: {
      columns: [say('criterion'), ...legend],
      rows: reached.map(({ label, parts }) => [label, ...parts.map((part) => shownNumber(part, numbers))]),
    },
    chart: { legend, rows: reached.map(({ label, parts }) => ({ label, parts: parts.map(barLength) })) },
    empty: say('none'),
  };
}
