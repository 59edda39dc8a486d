import { LONGEST_ANSWER_TEXT, LONGEST_WAY } from '../commands/save-way.js';
import type { FaqDraft } from '../staff/drafts.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { csrfField, type Say } from './staff-page.js';
import type { StaffVisit } from './staff-visit.js';

/** What was typed into one of the forms, or what it begins with when another one was sent. */
function starts({ field }: StaffVisit, doing: string): (name: string, first: string) => string {
  const typed = field('do') === doing;
  return (name, first) => (typed ? field(name) : first);
}

/** Puts the draft into an entry that is there: as a way to ask, and if wished as its answer. */
export function addForm({ say }: DeskParts, visit: StaffVisit, draft: FaqDraft): Markup {
  const { number, language, question, answer, near } = draft;
  const start = starts(visit, 'add');
  const most = String(LONGEST_ANSWER_TEXT);
  return html`<section><h2>${say('drafts.add.title')}</h2>
<form method="post" action="/staff/drafts/${number}" class="draft">${csrfField(visit.session)}<input type="hidden" name="do" value="add"><input type="hidden" name="language" value="${language}">
<label for="entry">${say('phrase.entry')}</label><input id="entry" name="entry" list="entries" value="${start('entry', near.ids[0] ?? '')}" required>
<label for="phrase">${say('unanswered.phrase')}</label><input id="phrase" name="phrase" value="${start('phrase', oneLine(question))}" maxlength="${String(LONGEST_WAY)}" required lang="${language}">
<label class="check"><input type="checkbox" name="replace" value="yes"${start('replace', '') ? html` checked` : undefined}> ${say('drafts.add.replace')}</label>
<label for="draft">${say('drafts.add.answer')}</label><textarea id="draft" name="draft" rows="5" maxlength="${most}" lang="${language}">${start('draft', answer)}</textarea>
<div class="buttons"><button class="main">${say('drafts.add.submit')}</button>
<button formaction="/staff/preview" formtarget="_blank">${say('drafts.add.preview')}</button></div></form></section>`;
}

/** Makes a new entry of the draft; every language needs its words before it can be public. */
export function createForm({ say, live }: DeskParts, visit: StaffVisit, draft: FaqDraft): Markup {
  const start = starts(visit, 'create');
  const words = live().knowledge.languages.map((language) => {
    const own = language === draft.language;
    const name = (part: string) => `${part}-${language}`;
    return html`<fieldset><legend>${say(`languages.${language}`)}</legend>
<label for="${name('question')}">${say('drafts.create.question')}</label><input id="${name('question')}" name="${name('question')}" value="${start(name('question'), own ? oneLine(draft.question) : '')}" maxlength="${String(LONGEST_WAY)}" required lang="${language}">
<label for="${name('ask')}">${say('drafts.create.ask')}</label><textarea id="${name('ask')}" name="${name('ask')}" rows="4" required lang="${language}">${start(name('ask'), own ? oneLine(draft.question) : '')}</textarea>
<label for="${name('answer')}">${say('drafts.create.answer')}</label><textarea id="${name('answer')}" name="${name('answer')}" rows="5" maxlength="${String(LONGEST_ANSWER_TEXT)}" required lang="${language}">${start(name('answer'), own ? draft.answer : '')}</textarea></fieldset>`;
  });
  return html`<section><h2>${say('drafts.create.title')}</h2><details${visit.field('do') === 'create' ? html` open` : undefined}><summary>${say('drafts.create.open')}</summary>
<form method="post" action="/staff/drafts/${draft.number}" class="draft">${csrfField(visit.session)}<input type="hidden" name="do" value="create">
<label for="id">${say('drafts.create.id')}</label><p id="id-hint" class="note">${say('drafts.create.id-hint')}</p>
<input id="id" name="id" value="${start('id', draft.area ? `${draft.area}.` : '')}" required pattern="[a-z0-9\\-]+\\.[a-z0-9.\\-]+" aria-describedby="id-hint">
<label for="sections">${say('drafts.create.sections')}</label><p id="sections-hint" class="note">${say('drafts.create.sections-hint')}</p>
<input id="sections" name="sections" value="${start('sections', '')}" required aria-describedby="sections-hint">
${words}<div class="buttons"><button class="main">${say('drafts.create.submit')}</button></div></form></details></section>`;
}

/** Drops the draft. The question and its answer stay where they are. */
export function dismissForm(say: Say, { session }: StaffVisit, { number }: FaqDraft): Markup {
  return html`<section><h2>${say('drafts.dismiss.title')}</h2><p>${say('drafts.dismiss.lead')}</p>
<form method="post" action="/staff/drafts/${number}">${csrfField(session)}<input type="hidden" name="do" value="dismiss"><button>${say('drafts.dismiss.submit')}</button></form></section>`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
