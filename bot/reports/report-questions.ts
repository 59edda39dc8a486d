import { type Counts, countOf, namesOf } from './counts.js';
import type { ReportSection } from './report.js';
import type { ReportParts } from './report-parts.js';
import { barLength, shownNumber, shownShare, shownTotal } from './small-numbers.js';

const ENDS = ['answered', 'suggested', 'unanswered'];

function endsOf(counts: Counts): number[] {
  return ENDS.map((end) => countOf(counts, 'question', end));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Questions of the week by how they ended, beside those of the week before. */
export function endedSection({ week, before, words: { say }, numbers }: ReportParts): ReportSection {
  const [now, then] = [endsOf(week), endsOf(before)];
  const rows = ENDS.map((end, index) => [
    say(`ended.${end}`),
    shownNumber(now[index] ?? 0, numbers),
    shownNumber(then[index] ?? 0, numbers),
  ]);
  const total = [say('total'), shownTotal(now, numbers), shownTotal(then, numbers)];
  return {
    id: 'ended',
    title: say('ended-title'),
    table: {
      columns: [say('ended-title'), say('this-week'), say('last-week')],
      rows: sum(now) + sum(then) > 0 ? [...rows, total] : [],
    },
    empty: say('none'),
  };
}

/** Questions of each week by how they ended. */
export function weeksSection({ figures, words: { say, week: name, weekShort }, numbers }: ReportParts): ReportSection {
  const weeks = figures.weeks.map(({ week, counts }) => {
    const ends = endsOf(counts);
    return { week: name(week), short: weekShort(week), ends, total: shownTotal(ends, numbers) };
  });
  const any = weeks.some(({ ends }) => sum(ends) > 0);
  const legend = ENDS.map((end) => say(`ended.${end}`));
  return {
    id: 'weeks',
    title: say('weeks-title'),
    table: {
      columns: [say('week-column'), ...legend, say('total')],
      rows: any
        ? weeks.map(({ week, ends, total }) => [week, ...ends.map((end) => shownNumber(end, numbers)), total])
        : [],
    },
    chart: {
      kind: 'columns',
      legend,
      rows: weeks.map(({ week, short, ends, total }) => ({
        label: week,
        short,
        parts: ends.map(barLength),
        end: sum(ends) > 0 ? total : '',
      })),
    },
    empty: say('none'),
  };
}

/** The share of questions that stayed without an answer, week by week. */
export function rateSection({ figures, words: { say, week: name, weekShort } }: ReportParts): ReportSection {
  const weeks = figures.weeks.map(({ week, counts }) => {
    const ends = endsOf(counts);
    const share = shownShare(ends[2] ?? 0, sum(ends));
    const none = sum(ends) === 0;
    const shown = share === undefined ? (none ? '—' : say('hidden')) : `${share}%`;
    return { week: name(week), short: weekShort(week), none, share, shown };
  });
  return {
    id: 'rate',
    title: say('rate-title'),
    note: say('rate-note'),
    table: {
      columns: [say('week-column'), say('rate')],
      rows: weeks.every(({ none }) => none) ? [] : weeks.map(({ week, shown }) => [week, shown]),
    },
    chart: {
      kind: 'line',
      legend: [say('rate')],
      whole: 100,
      unit: '%',
      rows: weeks.map(({ week, short, share, shown }) => ({ label: week, short, parts: [share], end: shown })),
    },
    empty: say('none'),
  };
}

/** Why questions of the week stayed without an answer. */
export function reasonsSection({ week, before, words: { say }, numbers }: ReportParts): ReportSection {
  const reasons = [...new Set([...namesOf(week, 'unanswered'), ...namesOf(before, 'unanswered')])];
  return {
    id: 'reasons',
    title: say('reasons-title'),
    table: {
      columns: [say('reason'), say('this-week'), say('last-week')],
      rows: reasons.map((reason) => [
        say(`reasons.${reason}`),
        shownNumber(countOf(week, 'unanswered', reason), numbers),
        shownNumber(countOf(before, 'unanswered', reason), numbers),
      ]),
    },
    empty: say('none'),
  };
}

/** The languages that questions of the week were answered in. */
export function languageSection({ week, before, words: { say, language }, numbers }: ReportParts): ReportSection {
  const languages = [...new Set([...namesOf(week, 'language'), ...namesOf(before, 'language')])];
  return {
    id: 'language',
    title: say('language-title'),
    table: {
      columns: [say('language'), say('this-week'), say('last-week')],
      rows: languages.map((name) => [
        language(name),
        shownNumber(countOf(week, 'language', name), numbers),
        shownNumber(countOf(before, 'language', name), numbers),
      ]),
    },
    empty: say('none'),
  };
}
