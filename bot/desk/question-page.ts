import type { QuestionStatus } from '../../dialogs/domain/staff/question.js';
import { readQuestionNumber } from '../../dialogs/domain/staff/question-number.js';
import { type DeskQuestion, type DeskResult, LONGEST_ANSWER, type StaffDesk } from '../staff/staff-desk.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { csrfField, type PageContent, type Say, wordMoment } from './staff-page.js';
import type { StaffSession } from './staff-session.js';
import type { StaffHandler, StaffVisit } from './staff-visit.js';

type Doing = 'take' | 'answer' | 'close' | 'reopen' | 'retry';

/** What can be done in each state; the desk itself refuses the rest. */
const DOINGS: Record<QuestionStatus, Doing[]> = {
  open: ['take', 'answer', 'close'],
  taken: ['answer', 'close'],
  answered: ['reopen', 'close'],
  closed: ['reopen'],
  withdrawn: [],
};

const ACTS: Record<Doing, (desk: StaffDesk, number: string, visit: StaffVisit) => Promise<DeskResult>> = {
  take: (desk, number, { session: { person: by } }) => desk.take({ number, by }),
  answer: (desk, number, { session: { person: by }, field }) =>
    desk.answer({ number, by, text: field('text'), propose: field('propose') === 'yes' }),
  close: (desk, number, { session: { person: by }, field }) => desk.close({ number, by, note: field('note') }),
  reopen: (desk, number, { session: { person: by } }) => desk.reopen({ number, by }),
  retry: (desk, number) => desk.retry({ number }),
};

/** One question in full; that it was read is noted on it. */
export function questionPage(parts: DeskParts): StaffHandler {
  return (visit) => show(parts, visit);
}

/** Carries out what was pressed, and shows the question after it. */
export function questionAction(parts: DeskParts): StaffHandler {
  return async (visit) => {
    const number = readQuestionNumber(visit.part('number')) ?? '';
    const act = Object.hasOwn(ACTS, visit.field('do')) ? ACTS[visit.field('do') as Doing] : undefined;
    const result: DeskResult = act ? await act(parts.questions, number, visit) : { kind: 'unknown' };
    const good = result.kind === 'done';
    const text = html`<p>${wordResult(parts.say, number, result)}</p>${draftLink(parts.say, result)}`;
    return show(parts, visit, { good, text }, good ? 200 : 422);
  };
}

async function show({ say, questions }: DeskParts, visit: StaffVisit, message?: PageContent['message'], status = 200) {
  const number = readQuestionNumber(visit.part('number')) ?? '';
  const result = await questions.show({ number, by: visit.session.person });
  const back = html`<p><a href="/staff/questions">${say('questions.back')}</a></p>`;
  if (result.kind !== 'done') {
    const text = html`<p>${say('questions.unknown', { number: visit.part('number').slice(0, 20) })}</p>`;
    const content = { title: say('questions.title'), message: { good: false, text }, body: back };
    return visit.page({ current: 'questions', ...content }, 404);
  }
  const { question } = result;
  const body = html`${facts(say, question)}${conversation(say, question)}${forms(say, question, visit)}${history(say, question)}${back}`;
  return visit.page({ current: 'questions', title: question.number, message, body }, status);
}

function facts(say: Say, question: DeskQuestion): Markup {
  const { status, holder, company, askedAt, promisedBy, overdue, text, language, answers, followUp } = question;
  return html`<section><p><strong>${say(`questions.statuses.${status}`)}</strong>${holder ? ` ${say('questions.holder', { name: holder.name })}` : ''}
 ${say('questions.asked')}: ${wordMoment(askedAt)} ${say('questions.promised')}: ${promisedBy ?? '—'}${overdue ? html` <strong class="late">${say('questions.overdue')}</strong>` : undefined}</p>
${company ? html`<p>${say('questions.company', { name: company })}</p>` : undefined}
<h2>${say('questions.text')}</h2><blockquote lang="${language}">${text}</blockquote>
${answers.map(({ text: told, by, at }) => html`<h2>${say('questions.answer', { name: by.name, at: wordMoment(at) })}</h2><blockquote lang="${language}">${told}</blockquote>`)}
${delivery(say, question)}
${followUp ? html`<h2>${say('questions.follow-up', { at: wordMoment(followUp.at) })}</h2><blockquote lang="${language}">${followUp.text}</blockquote>` : undefined}</section>`;
}

function delivery(say: Say, { deliveries }: DeskQuestion): Markup | undefined {
  const last = deliveries.findLast(({ kind }) => kind !== 'cards');
  return last && html`<p class="note">${say(`questions.delivery.${last.state}`)}</p>`;
}

function conversation(say: Say, { context, language }: DeskQuestion): Markup {
  const turns = context.turns.map(
    ({ asked, told }) =>
      html`<dt>${say('questions.asked-bot')}</dt><dd>${asked}</dd><dt>${say('questions.told')}</dt><dd>${told}</dd>`,
  );
  const { quiz, nearest } = context;
  return html`<section>${turns.length > 0 ? html`<h2>${say('questions.context')}</h2><dl lang="${language}">${turns}</dl>` : undefined}
${quiz ? html`<p>${say('questions.quiz', { outcome: say(`report.outcomes.${quiz.outcome}`), n: quiz.answered })}</p>` : undefined}
${nearest.length > 0 ? html`<p class="note">${say('questions.nearest', { entries: nearest.join(' / ') })}</p>` : undefined}</section>`;
}

function forms(say: Say, question: DeskQuestion, { session, field }: StaffVisit): Markup {
  const lost = question.deliveries.some(({ state }) => state === 'undelivered');
  const doings: Doing[] = [...DOINGS[question.status], ...(lost ? (['retry'] as const) : [])];
  const typed = question.status === 'open' || question.status === 'taken' ? field('text') : '';
  return html`<section class="doings">${doings.map((doing) => form(say, session, question.number, doing, typed))}</section>`;
}

function form(say: Say, session: StaffSession, number: string, doing: Doing, typed: string): Markup {
  const answer = html`<label for="text">${say('questions.write')}</label><p id="text-hint" class="note">${say('questions.write-hint')}</p>
<textarea id="text" name="text" rows="8" maxlength="${String(LONGEST_ANSWER)}" required aria-describedby="text-hint">${typed}</textarea>
<label class="check"><input type="checkbox" name="propose" value="yes"> ${say('questions.propose')}</label>`;
  const note = html`<label for="note">${say('questions.note')}</label><input id="note" name="note" maxlength="${String(LONGEST_ANSWER)}">`;
  return html`<form method="post" action="/staff/questions/${number}">${csrfField(session)}<input type="hidden" name="do" value="${doing}">
${doing === 'answer' ? answer : doing === 'close' ? note : undefined}
<button${doing === 'answer' || doing === 'take' ? html` class="main"` : undefined}>${say(`questions.do.${doing}`)}</button></form>`;
}

function history(say: Say, { history: changes }: DeskQuestion): Markup {
  const items = changes.map(({ kind, by, at, note }) => {
    const told = [say(`questions.changes.${kind}`), by?.name, note].filter(Boolean).join(' / ');
    return html`<li>${wordMoment(at)} ${told}</li>`;
  });
  return html`<section><h2>${say('questions.history')}</h2><ul>${items}</ul></section>`;
}

function draftLink(say: Say, result: DeskResult): Markup | undefined {
  if (result.kind !== 'done' || !result.draft) return undefined;
  return html`<p><a href="/staff/drafts/${result.draft.number}">${say('questions.drafted')}</a></p>`;
}

function wordResult(say: Say, number: string, result: DeskResult): string {
  if (result.kind === 'done')
    return say('questions.done', { number, status: say(`questions.statuses.${result.question.status}`) });
  if (result.kind === 'bad-text') return say('questions.bad-text', { max: result.limit });
  if (result.kind === 'unknown') return say('questions.unknown', { number });
  return say('questions.refused', { number, reason: say(`questions.reasons.${result.refusal.reason}`) });
}
