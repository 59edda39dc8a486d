import { describe, expect, it } from 'vitest';
import type { Feedback } from '../../bot/feedback.js';
import { type Counts, count } from '../../bot/reports/counts.js';
import { readFigures } from '../../bot/reports/figures.js';
import { reportMarkup } from '../../bot/reports/report-html.js';
import { reportMarkdown } from '../../bot/reports/report-markdown.js';
import type { ReportWords } from '../../bot/reports/report-parts.js';
import { daysOf, weekOf, weeksUntil } from '../../bot/reports/week.js';
import { weeklyReport } from '../../bot/reports/weekly-report.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { loadTexts } from '../../bot/texts.js';

const texts = loadTexts('locales');
const words: ReportWords = {
  say: (key, parameters) => texts.say('ja', `desk.report.${key}`, parameters),
  entry: (id) => `項目 ${id}`,
  criterion: (id) => `問い ${id}`,
  language: (language) => language,
  week: (week) => week,
  weekShort: (week) => week.slice(5),
  criteria: ['company', 'plan'],
};

/** A made-up fortnight: 2025-10-06 to 2025-10-19, of which the second week is reported. */
async function fortnight(): Promise<MemoryStore> {
  const store = new MemoryStore(() => 0);
  const day = async (date: string, amounts: [Parameters<typeof count>[1], string, number][]) => {
    const counts: Counts = {};
    for (const [what, name, by] of amounts) count(counts, what, name, by);
    await store.write(`tally/${date}`, counts, 'absent');
  };
  await day('2025-10-06', [
    ['question', 'answered', 10],
    ['question', 'unanswered', 10],
    ['answer', 'cost.fee', 10],
  ]);
  await day('2025-10-13', [
    ['question', 'answered', 20],
    ['question', 'suggested', 2],
    ['answer', 'cost.fee', 15],
    ['answer', 'rare.entry', 3],
    ['asked', 'company', 30],
    ['answered', 'company', 22],
    ['pass', 'company', 12],
    ['ineligible', 'company', 10],
    ['asked', 'plan', 22],
    ['answered', 'plan', 20],
    ['confirm', 'plan', 20],
    ['outcome', 'ineligible', 3],
    ['outcome', 'confirm', 17],
  ]);
  await day('2025-10-19', [
    ['question', 'answered', 20],
    ['question', 'suggested', 8],
    ['question', 'unanswered', 10],
    ['unanswered', 'no-match', 10],
    ['answer', 'cost.fee', 5],
  ]);
  const opinion = (key: string, helpful: boolean): Promise<string> => {
    const feedback: Feedback = { entry: 'cost.fee', language: 'ja', helpful, day: '2025-10-14' };
    return store.write(`feedback/${key}`, feedback, 'absent');
  };
  for (let at = 0; at < 7; at += 1) await opinion(`good-${at}`, true);
  await opinion('bad', false);
  const text = { language: 'ja', lastDay: '2025-10-19', nearest: ['cost.fee'] };
  await store.write('unanswered/often', { ...text, text: '返金はありますか', count: 6 }, 'absent');
  await store.write('unanswered/once', { ...text, text: '山田太郎の件はどうなりましたか', count: 1 }, 'absent');
  await store.write('unanswered/old', { ...text, text: '前の週の質問', count: 9, lastDay: '2025-10-12' }, 'absent');
  return store;
}

const section = async (id: string) => {
  const report = weeklyReport(await readFigures(await fortnight(), '2025-W42'), words);
  return report.sections.find((one) => one.id === id)!;
};

describe('weeks', () => {
  it.each([
    ['2026-11-18', '2026-W47'],
    ['2025-12-29', '2026-W01'],
    ['2027-01-03', '2026-W53'],
    ['2025-10-19', '2025-W42'],
    ['2025-10-20', '2025-W43'],
  ])('%s is in %s', (day, week) => {
    expect(weekOf(day)).toBe(week);
    expect(daysOf(week)).toContain(day);
  });

  it('knows no week that does not exist', () => {
    for (const week of ['2025-W53', '2025-W00', '2025-42', 'abcd', '2025-W99']) expect(daysOf(week)).toBeUndefined();
  });

  it('counts back over the new year', () => {
    expect(weeksUntil('2026-W02', 4)).toEqual(['2025-W51', '2025-W52', '2026-W01', '2026-W02']);
  });
});

describe('the report of a fortnight', () => {
  it('adds up the days of each week, Monday to Sunday', async () => {
    expect((await section('ended')).table.rows).toEqual([
      ['答えた', '40', '10'],
      ['候補を示した', '10', '0'],
      ['答えられなかった', '10', '10'],
      ['合計', '60', '20'],
    ]);
  });

  it('shows the unanswered share, and no share of too few', async () => {
    const { rows } = (await section('rate')).table;
    expect(rows.slice(-2)).toEqual([
      ['2025-W41', '50%'],
      ['2025-W42', '17%'],
    ]);
    expect(rows[0]).toEqual(['2025-W35', '—']);
  });

  it('shows entries by week, and none that was asked less than five times', async () => {
    const { columns, rows } = (await section('entries')).table;
    expect(columns).toEqual(['項目', '2025-W39', '2025-W40', '2025-W41', '2025-W42']);
    expect(rows).toEqual([['項目 cost.fee', '0', '0', '10', '20']]);
  });

  it('hides small numbers in tables, totals and the lengths of bars', async () => {
    expect((await section('feedback')).table.rows).toEqual([['項目 cost.fee', '7', '5未満']]);
    const outcome = await section('outcome');
    expect(outcome.table.columns).toEqual(['週', '条件に合う', '確認が必要', '条件に合わない', '合計']);
    expect(outcome.table.rows.slice(-2)).toEqual([
      ['2025-W41', '0', '0', '0', '0'],
      ['2025-W42', '0', '17', '5未満', '約20'],
    ]);
    expect(outcome.chart?.rows.at(-1)).toMatchObject({ parts: [0, 17, 2.5], end: '約20' });
    const figures = { weeks: [{ week: '2025-W42', counts: { 'question:answered': 41, 'question:suggested': 3 } }] };
    const report = weeklyReport({ ...figures, unanswered: [] }, words);
    expect(report.sections[0]?.table.rows.at(-1)).toEqual(['合計', '約45', '0']);
  });

  it('shows where companies stop and fail', async () => {
    expect((await section('quiz')).table.rows).toEqual([
      ['問い company', '12', '0', '10', '0', '8'],
      ['問い plan', '0', '20', '0', '0', '5未満'],
    ]);
  });

  it('tells only texts that many typed, and none of another week', async () => {
    expect((await section('texts')).table.rows).toEqual([['返金はありますか', '6', '項目 cost.fee']]);
  });

  it('says the same as Markdown and as HTML, with a table for every chart', async () => {
    const report = weeklyReport(await readFigures(await fortnight(), '2025-W42'), words);
    const [markdown, page] = [reportMarkdown(report), (await reportMarkup(report)).html];
    expect(markdown).toContain('| 答えられなかった | 10 | 10 |');
    expect(markdown).toContain('2025-10-13から2025-10-19まで');
    for (const words of ['5未満', '返金はありますか', '項目 cost.fee']) {
      expect(markdown).toContain(words);
      expect(page).toContain(words);
    }
    expect(`${markdown}${page}`).not.toMatch(/山田|前の週の質問|undefined|NaN/);
    const sections = page.split('<section').filter((part) => part.includes('<figure class="chart">'));
    expect(sections.length).toBe(6);
    for (const part of sections) expect(part).toContain('<table>');
  });

  it('says of an empty week that nothing was recorded', async () => {
    const report = weeklyReport(await readFigures(new MemoryStore(() => 0), '2025-W42'), words);
    expect(report.sections.every(({ table }) => table.rows.length === 0)).toBe(true);
    expect(reportMarkdown(report)).toContain('この期間の記録はありません。');
  });
});
