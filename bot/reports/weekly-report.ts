import { added } from './counts.js';
import type { Figures } from './figures.js';
import type { Report, ReportSection } from './report.js';
import { entriesSection, feedbackSection } from './report-entries.js';
import { type ReportParts, type ReportWords, SPAN } from './report-parts.js';
import { endedSection, languageSection, rateSection, reasonsSection, weeksSection } from './report-questions.js';
import { outcomeSection, quizSection } from './report-quiz.js';
import { FEWEST_SHOWN, type NumberWords } from './small-numbers.js';
import { daysOf } from './week.js';

/**
 * The report of a week: counts only, small ones hidden, and no text that fewer than five times was asked. Pure.
 * @param figures the weeks, oldest first; the last is reported.
 */
export function weeklyReport(figures: Figures, words: ReportWords): Report {
  const { say } = words;
  const few = say('few', { n: FEWEST_SHOWN });
  const numbers: NumberWords = { few, about: (n) => say('about', { n }) };
  const counts = figures.weeks.map((week) => week.counts);
  const [week, before] = [counts.at(-1) ?? {}, counts.at(-2) ?? {}];
  const parts = { figures, words, numbers, week, before, span: counts.slice(-SPAN).reduce(added, {}) };
  const name = figures.weeks.at(-1)?.week ?? '';
  const days = daysOf(name) ?? [];
  return {
    week: name,
    title: say('title', { name: words.week(name), week: name }),
    period: say('period', { from: days[0] ?? '', to: days.at(-1) ?? '' }),
    caution: say('caution', { n: FEWEST_SHOWN, few }),
    sections: [
      endedSection(parts),
      weeksSection(parts),
      rateSection(parts),
      reasonsSection(parts),
      entriesSection(parts),
      feedbackSection(parts),
      outcomeSection(parts),
      quizSection(parts),
      languageSection(parts),
      textsSection(parts),
    ],
    chartWords: (title) => ({ title: say('chart', { title }), description: say('chart-more') }),
  };
}

/** Only what several people typed in the same words: a text of one person may hold a name that no mask finds. */
function textsSection({ figures, words: { say, entry } }: ReportParts): ReportSection {
  const often = figures.unanswered.filter(({ count }) => count >= FEWEST_SHOWN);
  return {
    id: 'texts',
    title: say('texts-title'),
    note: say('texts-note', { n: FEWEST_SHOWN }),
    table: {
      columns: [say('text'), say('times'), say('nearest')],
      rows: often.map(({ text, count, nearest: [first] }) => [text, String(count), first ? entry(first) : '—']),
    },
    empty: say('none'),
  };
}
