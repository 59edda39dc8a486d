import type { Finding } from '../../dialogs/domain/content/finding.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { PAGES, type Say } from './staff-page.js';
import type { StaffHandler } from './staff-visit.js';

/** What is wrong with the knowledge, and what waits for somebody. */
export function overviewPage({ say, live, findings, questions, unanswered, drafts }: DeskParts): StaffHandler {
  return async ({ page }) => {
    const { version, knowledge } = live();
    const digest = await questions.digest();
    const waiting = (await questions.list({})).filter(({ status }) => status === 'open' || status === 'taken').length;
    const rows: [string, number, string][] = [
      ['open-questions', waiting, PAGES.questions],
      ['overdue-questions', digest.overdue.length, PAGES.questions],
      ['unanswered', await unanswered.count(), PAGES.unanswered],
      ['drafts', (await drafts.all()).length, PAGES.drafts],
    ];
    const found = findings();
    const body = html`<section><h2>${say('overview.findings')}</h2>
<p>${found.length === 0 ? say('overview.no-findings') : say('overview.some-findings', { n: found.length })}</p>
${found.length > 0 ? findingsTable(found, say) : undefined}
<p class="note">${say('overview.version', { version: version.slice(0, 12), entries: knowledge.entries.length })}</p></section>
<section><h2>${say('overview.work')}</h2><ul class="work">${rows.map(
      ([key, n, path]) =>
        html`<li><a href="${path}">${say(`overview.${key}`)}</a> <strong>${say('overview.number', { n })}</strong></li>`,
    )}</ul></section>`;
    return page({ current: 'overview', title: say('overview.title'), body });
  };
}

/** Findings with place, what is wrong and what to type instead. */
export function findingsTable(findings: Finding[], say: Say): Markup {
  return html`<div class="wide findings" role="region" tabindex="0" aria-label="${say('overview.findings')}"><table><thead><tr>${['where', 'what', 'fix'].map((key) => html`<th scope="col">${say(`overview.${key}`)}</th>`)}</tr></thead>
<tbody>${findings.map(
    ({ file, line, column, what, fix }) =>
      html`<tr><th scope="row">${say('overview.place', { file, line, column })}</th><td>${what}</td><td>${fix}</td></tr>`,
  )}</tbody></table></div>`;
}
