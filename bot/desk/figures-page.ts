import { japanTime } from '../../dialogs/domain/hours/japan-time.js';
import type { Reply } from '../http/reply.js';
import { reportDocument, reportMarkup } from '../reports/report-html.js';
import { reportMarkdown } from '../reports/report-markdown.js';
import { REPORT_STYLE } from '../reports/report-style.js';
import { reportWords } from '../reports/report-words.js';
import { daysOf, weekOf, weeksUntil } from '../reports/week.js';
import { weeklyReport } from '../reports/weekly-report.js';
import { html } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import type { StaffHandler } from './staff-visit.js';

const CHOICE = 26;

/** The figures of a week as charts and tables. */
export function figuresPage(parts: DeskParts): StaffHandler {
  const { say, now, texts, live, language } = parts;
  return async ({ field, page }) => {
    const asked = field('week');
    const thisWeek = weekOf(japanTime(now()).date);
    const week = daysOf(asked) ? asked : thisWeek;
    const weeks = [...new Set([week, ...weeksUntil(thisWeek, CHOICE).reverse()])];
    const words = reportWords(texts, live().knowledge, language);
    const options = weeks.map(
      (one) => html`<option value="${one}"${one === week ? html` selected` : undefined}>${words.week(one)}</option>`,
    );
    const report = await reportOf(parts, week);
    const body = html`<form method="get" action="/staff/figures" class="row"><label>${say('figures.week')} <select name="week">${options}</select></label>
<button class="main">${say('figures.choose')}</button>
<a href="/staff/report/md?week=${week}">${say('figures.markdown')}</a> <a href="/staff/report/html?week=${week}">${say('figures.html')}</a></form>
${await reportMarkup(report)}`;
    const bad = asked && week !== asked ? html`<p>${say('figures.bad-week')}</p>` : undefined;
    const message = bad && { good: false, text: bad };
    return page({ current: 'figures', title: say('figures.title'), message, body });
  };
}

/** The report of a week as a file to keep. */
export function reportFile(parts: DeskParts, form: 'md' | 'html'): StaffHandler {
  return async ({ field }): Promise<Reply> => {
    const week = daysOf(field('week')) ? field('week') : weekOf(japanTime(parts.now()).date);
    const report = await reportOf(parts, week);
    const body = form === 'md' ? reportMarkdown(report) : await reportDocument(report, parts.language, REPORT_STYLE);
    const headers = {
      'Content-Type': form === 'md' ? 'text/markdown; charset=utf-8' : 'text/html; charset=utf-8',
      'Content-Disposition': `attachment; filename="report-${week}.${form}"`,
      'X-Robots-Tag': 'noindex, nofollow',
    };
    return { status: 200, body, headers };
  };
}

async function reportOf({ figures, texts, live, language }: DeskParts, week: string) {
  return weeklyReport(await figures(week), reportWords(texts, live().knowledge, language));
}
