import { countOf, namesOf } from './counts.js';
import type { ReportSection } from './report.js';
import { type ReportParts, SPAN } from './report-parts.js';
import { barLength, FEWEST_SHOWN, shownNumber, shownTotal } from './small-numbers.js';

const MOST = 15;

/** Which entries were asked, week by week. */
export function entriesSection({
  figures,
  span,
  words: { say, entry, week: name },
  numbers,
}: ReportParts): ReportSection {
  const asked = (id: string) => countOf(span, 'answer', id);
  const ids = namesOf(span, 'answer')
    .filter((id) => asked(id) >= FEWEST_SHOWN)
    .sort((a, b) => asked(b) - asked(a) || a.localeCompare(b))
    .slice(0, MOST);
  const weeks = figures.weeks.slice(-SPAN);
  const perWeek = (id: string) => weeks.map(({ counts }) => countOf(counts, 'answer', id));
  return {
    id: 'entries',
    title: say('entries-title'),
    note: say('entries-note', { n: SPAN }),
    table: {
      columns: [say('entry'), ...weeks.map(({ week }) => name(week))],
      rows: ids.map((id) => [entry(id), ...perWeek(id).map((number) => shownNumber(number, numbers))]),
    },
    chart: {
      kind: 'bars',
      legend: weeks.map(({ week }) => name(week)),
      rows: ids.map((id) => ({
        label: entry(id),
        parts: perWeek(id).map(barLength),
        end: shownTotal(perWeek(id), numbers),
      })),
    },
    empty: say('none'),
  };
}

/** What people thought of the answers; entries with most opinions against them first. */
export function feedbackSection({ span, words: { say, entry }, numbers }: ReportParts): ReportSection {
  const of = (id: string) => [countOf(span, 'helpful', id), countOf(span, 'unhelpful', id)] as const;
  const ids = [...new Set([...namesOf(span, 'helpful'), ...namesOf(span, 'unhelpful')])]
    .filter((id) => of(id)[0] + of(id)[1] >= FEWEST_SHOWN)
    .sort((a, b) => of(b)[1] - of(a)[1] || of(b)[0] - of(a)[0] || a.localeCompare(b))
    .slice(0, MOST);
  const legend = [say('helpful'), say('unhelpful')];
  return {
    id: 'feedback',
    title: say('feedback-title'),
    note: say('feedback-note', { n: SPAN }),
    table: {
      columns: [say('entry'), ...legend],
      rows: ids.map((id) => [entry(id), ...of(id).map((number) => shownNumber(number, numbers))]),
    },
    chart: {
      kind: 'bars',
      legend,
      rows: ids.map((id) => ({
        label: entry(id),
        parts: of(id).map(barLength),
        end: shownTotal([...of(id)], numbers),
      })),
    },
    empty: say('none'),
  };
}
