import type { DeskQuestion } from '../staff/staff-desk.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { type Say, wordMoment } from './staff-page.js';
import type { StaffHandler } from './staff-visit.js';

const EXCERPT = 60;

/** All questions that people asked the staff; those that wait for an answer first. */
export function questionsPage({ say, questions }: DeskParts): StaffHandler {
  return async ({ page }) => {
    const all = await questions.list({});
    const waits = ({ status }: DeskQuestion) => status === 'open' || status === 'taken';
    const sorted = [...all.filter(waits), ...all.filter((one) => !waits(one)).reverse()];
    const heads = ['number', 'status', 'asked', 'promised', 'text'].map(
      (key) => html`<th scope="col">${say(`questions.${key}`)}</th>`,
    );
    const body =
      all.length === 0
        ? html`<p>${say('questions.none')}</p>`
        : html`<div class="wide" role="region" tabindex="0" aria-label="${say('questions.title')}"><table><thead><tr>${heads}</tr></thead><tbody>${sorted.map((one) => row(say, one))}</tbody></table></div>`;
    return page({ current: 'questions', title: say('questions.title'), body });
  };
}

function row(say: Say, { number, status, holder, askedAt, promisedBy, overdue, text, language }: DeskQuestion): Markup {
  const letters = [...text.replace(/\s+/g, ' ')];
  const excerpt = letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : letters.join('');
  return html`<tr><th scope="row"><a href="/staff/questions/${number}">${number}</a></th>
<td>${say(`questions.statuses.${status}`)}${holder ? html` <span class="note">${say('questions.holder', { name: holder.name })}</span>` : undefined}</td>
<td>${wordMoment(askedAt)}</td><td>${promisedBy ?? '—'}${overdue ? html` <strong class="late">${say('questions.overdue')}</strong>` : undefined}</td>
<td lang="${language}">${excerpt}</td></tr>`;
}
