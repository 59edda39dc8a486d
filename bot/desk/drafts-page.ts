import type { FaqDraft } from '../staff/drafts.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { type PageContent, type Say, wordMoment } from './staff-page.js';
import type { StaffHandler, StaffVisit } from './staff-visit.js';

const EXCERPT = 60;

/** Answers that somebody proposed for the FAQ and nobody has looked at yet. */
export function draftsPage(parts: DeskParts): StaffHandler {
  return (visit) => showDrafts(parts, visit);
}

/** The list with what came of an action. */
export async function showDrafts(
  { say, drafts }: DeskParts,
  visit: StaffVisit,
  message?: PageContent['message'],
  status = 200,
) {
  const all = await drafts.all();
  const heads = ['number', 'question', 'by', 'at'].map((key) => html`<th scope="col">${say(`drafts.${key}`)}</th>`);
  const table = html`<div class="wide" role="region" tabindex="0" aria-label="${say('drafts.title')}"><table><thead><tr>${heads}</tr></thead><tbody>${all.map((draft) => row(say, draft))}</tbody></table></div>`;
  const body = html`<p>${say('drafts.lead')}</p>${all.length === 0 ? html`<p>${say('drafts.none')}</p>` : table}`;
  return visit.page({ current: 'drafts', title: say('drafts.title'), message, body }, status);
}

function row(say: Say, { number, question, language, by, at }: FaqDraft): Markup {
  const letters = [...question.replace(/\s+/g, ' ')];
  const excerpt = letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : letters.join('');
  return html`<tr><th scope="row"><a href="/staff/drafts/${number}">${say('drafts.of', { number })}</a></th>
<td lang="${language}">${excerpt}</td><td>${by.name}</td><td>${wordMoment(at)}</td></tr>`;
}
