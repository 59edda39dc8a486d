import type { NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import { readQuestionNumber } from '../../dialogs/domain/staff/question-number.js';
import type { FaqDraft } from '../staff/drafts.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { addForm, createForm, dismissForm } from './draft-forms.js';
import { showDrafts } from './drafts-page.js';
import { entryList } from './phrase-form.js';
import { entryMessage, wayMessage } from './saved-message.js';
import { type PageContent, wordMoment } from './staff-page.js';
import type { StaffHandler, StaffVisit } from './staff-visit.js';

type Message = NonNullable<PageContent['message']>;

/** One draft with what can be done with it. */
export function draftPage(parts: DeskParts): StaffHandler {
  return async (visit) => {
    const draft = await draftOf(parts, visit);
    return draft ? show(parts, visit, draft) : unknown(parts, visit);
  };
}

/** Puts a draft into an entry, makes an entry of it, or drops it; nothing is public unless the whole set stays right. */
export function draftAction(parts: DeskParts): StaffHandler {
  return async (visit) => {
    const draft = await draftOf(parts, visit);
    if (!draft) return unknown(parts, visit);
    const act = ACTS[visit.field('do') as keyof typeof ACTS] as Act | undefined;
    if (!act || !Object.hasOwn(ACTS, visit.field('do'))) return show(parts, visit, draft, undefined, 422);
    const message = await act(parts, visit, draft);
    if (!message.good) return show(parts, visit, draft, message, 422);
    await parts.drafts.remove(draft.number);
    return showDrafts(parts, visit, message);
  };
}

type Act = (parts: DeskParts, visit: StaffVisit, draft: FaqDraft) => Promise<Message>;

const ACTS: Record<'add' | 'create' | 'dismiss', Act> = {
  add: async (parts, { field, session }, { language }) => {
    const answer = field('replace') === 'yes' ? plainLines(field('draft')) : undefined;
    const way = { entry: field('entry').trim(), language, phrase: field('phrase'), answer };
    return wayMessage(parts, way, await parts.writer.addWay(way, session.person));
  },
  create: async (parts, visit) => {
    const entry = entryOf(parts, visit);
    return entryMessage(parts, entry, await parts.writer.addEntry(entry, visit.session.person));
  },
  dismiss: async ({ say }, _visit, { number }) => ({
    good: true,
    text: html`<p>${say('drafts.dismissed', { number })}</p>`,
  }),
};

/** The new entry as it is typed. */
function entryOf({ live }: DeskParts, { field }: StaffVisit): NewEntry {
  const text = live().knowledge.languages.map((language) => {
    const ask = lines(field(`ask-${language}`));
    const question = field(`question-${language}`).replace(/\s+/g, ' ').trim();
    return [language, { question, ask, answer: plainLines(field(`answer-${language}`)) }] as const;
  });
  const sections = field('sections').split(/[,、，]/);
  return {
    id: field('id').trim(),
    sections: sections.map((section) => section.trim()).filter(Boolean),
    text: Object.fromEntries(text),
  };
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

async function draftOf({ drafts }: DeskParts, visit: StaffVisit): Promise<FaqDraft | undefined> {
  const number = readQuestionNumber(visit.part('number'));
  return number ? drafts.read(number) : undefined;
}

function unknown(parts: DeskParts, visit: StaffVisit) {
  const text = html`<p>${parts.say('drafts.unknown', { number: visit.part('number').slice(0, 20) })}</p>`;
  return showDrafts(parts, visit, { good: false, text }, 404);
}

function show(parts: DeskParts, visit: StaffVisit, draft: FaqDraft, message?: Message, status = 200) {
  const { say, live, language } = parts;
  const body = html`${entryList(live().knowledge.entries, language)}${origin(parts, draft)}
${addForm(parts, visit, draft)}${createForm(parts, visit, draft)}${dismissForm(say, visit, draft)}
<p><a href="/staff/drafts">${say('drafts.back')}</a></p>`;
  return visit.page({ current: 'drafts', title: say('drafts.of', { number: draft.number }), message, body }, status);
}

function origin({ say, live, language: own }: DeskParts, draft: FaqDraft): Markup {
  const { number, question, answer, language, by, at, near, sameAs } = draft;
  const named = near.ids.map((id) => {
    const title = live().knowledge.entries.find((entry) => entry.id === id)?.text[own]?.question;
    return title ? `${title} (${id})` : id;
  });
  const entries = named.join(' / ');
  return html`<section><p><a href="/staff/questions/${number}">${say('drafts.source', { number })}</a> <span class="note">${say('drafts.proposed', { name: by.name, at: wordMoment(at) })}</span></p>
<h2>${say('questions.text')}</h2><blockquote lang="${language}">${question}</blockquote>
<h2>${say('drafts.answer')}</h2><blockquote lang="${language}">${answer}</blockquote>
${near.ids.length > 0 ? html`<p>${say(near.sure ? 'drafts.answered-by' : 'drafts.near', { entries })}</p>` : undefined}
${sameAs.length > 0 ? html`<p>${say('drafts.same')} ${sameAs.map((other) => html`<a href="/staff/drafts/${other}">${other}</a> `)}</p>` : undefined}
<p class="note">${say('drafts.masked')}</p></section>`;
}
