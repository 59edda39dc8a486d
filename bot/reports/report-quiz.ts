import { countOf } from './counts.js';
import type { ReportSection } from './report.js';
import { type ReportParts, SPAN } from './report-parts.js';
import { barLength, shownNumber, shownTotal } from './small-numbers.js';

const OUTCOMES = ['eligible', 'confirm', 'ineligible'];

/** First results of the pre-screening, week by week. */
export function outcomeSection({
  figures,
  words: { say, week: name, weekShort },
  numbers,
}: ReportParts): ReportSection {
  const legend = OUTCOMES.map((outcome) => say(`outcomes.${outcome}`));
  const weeks = figures.weeks.map(({ week, counts }) => {
    const results = OUTCOMES.map((outcome) => countOf(counts, 'outcome', outcome));
    const total = shownTotal(results, numbers);
    return { label: name(week), short: weekShort(week), results, total, any: results.some((number) => number > 0) };
  });
  return {
    id: 'outcome',
    title: say('outcome-title'),
    table: {
      columns: [say('week-column'), ...legend, say('total')],
      rows: weeks.some(({ any }) => any)
        ? weeks.map(({ label, results, total }) => [
            label,
            ...results.map((number) => shownNumber(number, numbers)),
            total,
          ])
        : [],
    },
    chart: {
      kind: 'columns',
      legend,
      rows: weeks.map(({ label, short, results, total, any }) => ({
        label,
        short,
        parts: results.map(barLength),
        end: any ? total : '',
      })),
    },
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
    chart: { kind: 'bars', legend, rows: reached.map(({ label, parts }) => ({ label, parts: parts.map(barLength) })) },
    empty: say('none'),
  };
}
