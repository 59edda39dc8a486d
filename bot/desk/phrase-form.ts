import type { Entry, Language } from '../../dialogs/domain/content/knowledge.js';
import { LONGEST_WAY } from '../commands/save-way.js';
import { html, type Markup } from '../web/html.js';
import { csrfField, type Say } from './staff-page.js';
import type { StaffSession } from './staff-session.js';

/** What one form to add a way to ask begins with. */
export interface PhraseStart {
  phrase: string;
  language: Language;
  entry?: string;
  /** The kept question that it is about. */
  unanswered?: string;
  /** Tells the fields of several forms of a page apart. */
  key: string;
}

/** The list of entries that the forms of a page choose from. */
export function entryList(entries: Entry[], language: Language): Markup {
  const options = entries.map(({ id, text }) => html`<option value="${id}">${text[language]?.question}</option>`);
  return html`<datalist id="entries">${options}</datalist>`;
}

/** A form that adds a way to ask to an entry; with a kept question, also to take that off the list. */
export function phraseForm(say: Say, session: StaffSession, start: PhraseStart): Markup {
  const { phrase, language, entry = '', unanswered, key } = start;
  return html`<form method="post" action="/staff/phrase" class="phrase">${csrfField(session)}
<input type="hidden" name="language" value="${language}">${unanswered ? html`<input type="hidden" name="unanswered" value="${unanswered}">` : undefined}
<div><label for="phrase-${key}">${say('unanswered.phrase')}</label><input id="phrase-${key}" name="phrase" value="${phrase}" maxlength="${String(LONGEST_WAY)}" required lang="${language}"></div>
<div><label for="entry-${key}">${say('phrase.entry')}</label><input id="entry-${key}" name="entry" list="entries" value="${entry}" required></div>
<div class="buttons"><button class="main">${say('phrase.submit')}</button>
${unanswered ? html`<button formaction="/staff/dismiss" formnovalidate>${say('unanswered.dismiss')}</button>` : undefined}</div></form>`;
}
