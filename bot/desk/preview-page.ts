import type { Activity } from 'botbuilder-core';
import { placeholdersOf } from '../../dialogs/domain/facts.js';
import type { Live } from '../../dialogs/live.js';
import { factsAt } from '../../dialogs/moment-facts.js';
import { newRecord } from '../conversations/new-record.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { markdownMarkup } from './markdown-markup.js';
import { entryList } from './phrase-form.js';
import { csrfField, languageField } from './staff-page.js';
import type { StaffHandler, StaffVisit } from './staff-visit.js';

/** What is to be seen: an entry, in a language, at a moment, with a draft in place of its answer. */
interface Wish {
  entry: string;
  language: string;
  at: Date;
  draft: string;
}

const LONGEST_DRAFT = 4_000;

/** An entry as the chat would show it; asked of the bot itself over a conversation that is never kept. */
export function previewPage(parts: DeskParts): StaffHandler {
  const { say, live, now } = parts;
  return async (visit) => {
    const { field, page } = visit;
    const at = field('at') ? japanMoment(field('at')) : now();
    const known = live().knowledge.languages;
    const language = known.find((one) => one === field('language')) ?? parts.language;
    const wish = {
      entry: field('entry').trim(),
      language,
      at: at ?? now(),
      draft: field('draft').slice(0, LONGEST_DRAFT),
    };
    const exists = live().knowledge.entries.some(({ id }) => id === wish.entry);
    const problems = [
      at ? '' : say('preview.bad-date'),
      wish.entry && !exists ? say('phrase.unknown-entry', { entry: wish.entry }) : '',
      strangeFacts(parts, wish),
    ].filter(Boolean);
    const message =
      problems.length > 0 ? { good: false, text: html`${problems.map((text) => html`<p>${text}</p>`)}` } : undefined;
    const body = html`<p>${say('preview.lead')}</p>${form(parts, visit, wish)}${exists ? await shown(parts, wish) : undefined}`;
    return page({ current: 'preview', title: say('preview.title'), message, body });
  };
}

function form({ say, live, language }: DeskParts, { session }: StaffVisit, wish: Wish): Markup {
  const { entries, languages } = live().knowledge;
  return html`<form method="post" action="/staff/preview" class="preview">${csrfField(session)}${entryList(entries, language)}
<div class="row"><div class="grow"><label for="entry">${say('preview.entry')}</label><input id="entry" name="entry" list="entries" value="${wish.entry}" required></div>
<div><label for="at">${say('preview.at')}</label><input id="at" name="at" type="datetime-local" value="${localMinute(wish.at)}" required></div>
${languageField(say, languages, wish.language)}</div>
<label for="draft">${say('preview.draft')}</label><textarea id="draft" name="draft" rows="5" maxlength="${String(LONGEST_DRAFT)}" lang="${wish.language}">${wish.draft}</textarea>
<button class="main">${say('preview.submit')}</button></form>`;
}

async function shown({ say, live, botAt }: DeskParts, { entry, language, at, draft }: Wish): Promise<Markup> {
  const record = newRecord({ id: 'preview', channelId: 'preview', userId: 'preview', locale: language, now: at });
  const ask = botAt(withDraft(live(), entry, language, draft.trim()), at);
  const { changes } = await ask(record, { type: 'message', text: '', value: { ask: entry } });
  const bubbles = changes.flatMap((change) =>
    change.kind === 'append' ? [bubble(change.activity, say('preview.buttons'))] : [],
  );
  return html`<section><h2>${say('preview.as-of', { at: localMinute(at).replace('T', ' ') })}</h2><div class="chat-preview" lang="${language}">${bubbles}</div></section>`;
}

function bubble({ text = '', suggestedActions }: Partial<Activity>, buttons: string): Markup {
  const actions = suggestedActions?.actions ?? [];
  return html`<div class="bubble">${markdownMarkup(text)}</div>
${actions.length > 0 ? html`<ul class="chips" aria-label="${buttons}">${actions.map(({ title }) => html`<li>${title}</li>`)}</ul>` : undefined}`;
}

/** The knowledge with a draft in place of one answer; the same without a draft. */
function withDraft(live: Live, id: string, language: string, draft: string): Live {
  if (!draft) return live;
  const entries = live.knowledge.entries.map((entry) => {
    const words = entry.text[language];
    if (entry.id !== id || !words) return entry;
    return { ...entry, text: { ...entry.text, [language]: { ...words, answer: draft } } };
  });
  return { ...live, knowledge: { ...live.knowledge, entries } };
}

function strangeFacts({ say, live, texts }: DeskParts, { draft, language, at }: Wish): string {
  const facts = factsAt(live().knowledge.program, texts, language, at);
  const strange = placeholdersOf(draft).filter((name) => !facts.has(name));
  return strange.length > 0 ? say('preview.facts', { names: strange.join(' / ') }) : '';
}

/** A moment as a form of a browser writes it (`2025-10-15T10:30`), in Japan; undefined when it is none. */
function japanMoment(text: string): Date | undefined {
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? new Date(`${text}:00+09:00`) : undefined;
  return moment && Number.isFinite(moment.getTime()) ? moment : undefined;
}

function localMinute(moment: Date): string {
  return new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(0, 16);
}
