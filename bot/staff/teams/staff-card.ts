import type { Attachment } from 'botbuilder-core';
import { adaptiveCard } from '../../../dialogs/adaptive-card.js';
import { mask } from '../../../dialogs/domain/mask.js';
import { hoursSince, isOverdue } from '../../../dialogs/domain/staff/promise.js';
import type { QuestionStatus } from '../../../dialogs/domain/staff/question.js';
import type { QuestionWords } from '../../../dialogs/staff-question/words.js';
import type { StoredQuestion } from '../stored-question.js';
import { answerForm, closeForm, passForm, plain, submit } from './staff-card-forms.js';

/** What a card of the staff's channel is made of. */
export interface StaffCardOptions {
  words: QuestionWords;
  /** FAQ areas that a question can be passed on to. */
  areas: string[];
  /** The question of an entry, to name it by. */
  titleOf: (entry: string) => string;
  now: Date;
}

const COLORS: Record<QuestionStatus, string> = {
  open: 'Attention',
  taken: 'Warning',
  answered: 'Good',
  closed: 'Default',
  withdrawn: 'Default',
};
const CLIP = 1500;

/** A question as the staff see it in their channel: an Adaptive Card (1.4). What the asker wrote is masked. */
export function staffCard(question: StoredQuestion, options: StaffCardOptions): Attachment {
  const { words } = options;
  const body = [...heading(question, options), ...said(question, words), ...context(question, options)];
  return adaptiveCard({ msteams: { width: 'Full' }, body, actions: actionsOf(question, options) });
}

function heading(question: StoredQuestion, { words, now }: StaffCardOptions) {
  const { number, status, holder, language, area, askedAt, promisedBy, deliveries } = question;
  const state = words.say(`desk.status.${status}`, { holder: holder?.name ?? '' });
  const waits = status === 'open' || status === 'taken';
  const lost = deliveries.some(({ kind, state }) => kind !== 'cards' && state === 'undelivered');
  const sending = deliveries.some(({ kind, state }) => kind !== 'cards' && state === 'waiting');
  const facts = [
    [words.say('desk.language'), words.say(`desk.language-${language}`)],
    [words.say('desk.area'), area || '-'],
    ...(waits ? [[words.say('desk.waiting'), words.say('desk.hours', { count: hoursSince(askedAt, now) })]] : []),
    ...(promisedBy ? [[words.say('desk.promised'), words.day(promisedBy)]] : []),
  ];
  return [
    plain(`${number}  ${state}`, { weight: 'Bolder', size: 'Medium', color: COLORS[status] }),
    ...(isOverdue(question, now) ? [plain(words.say('desk.overdue'), { color: 'Attention', weight: 'Bolder' })] : []),
    ...(lost ? [plain(words.say('desk.undelivered'), { color: 'Attention', weight: 'Bolder' })] : []),
    ...(sending ? [plain(words.say('desk.sending'), { isSubtle: true })] : []),
    { type: 'FactSet', facts: facts.map(([title, value]) => ({ title, value })) },
  ];
}

/** What the asker and the staff wrote, as it is; the asker's addresses and numbers stay out of Teams. */
function said({ text, company, answers, followUp }: StoredQuestion, words: QuestionWords) {
  return [
    ...(company ? part(words.say('desk.company'), mask(company)) : []),
    ...part(words.say('show.question'), mask(text)),
    ...answers.flatMap((answer) => part(`${words.say('show.answer')} (${answer.by.name})`, answer.text)),
    ...(followUp ? part(words.say('show.reply'), mask(followUp.text)) : []),
  ];
}

/** What went on in the chat before. */
function context({ context: { turns, quiz, answered, nearest } }: StoredQuestion, options: StaffCardOptions) {
  const { words, titleOf } = options;
  const titles = (ids: string[]) => ids.map((id) => `・${titleOf(id)} (${id})`).join('\n');
  const lines = [
    ...turns.flatMap(({ asked, told }) => [`> ${asked}`, told]),
    ...(quiz
      ? [words.say('desk.quiz', { outcome: words.say(`desk.outcome.${quiz.outcome}`), answered: quiz.answered })]
      : []),
  ];
  return [
    ...(answered.length > 0 ? part(words.say('desk.answered-with'), titles(answered), true) : []),
    ...(nearest.length > 0 ? part(words.say('desk.nearest'), titles(nearest), true) : []),
    ...(lines.length > 0 ? part(words.say('desk.turns'), lines.join('\n'), true) : []),
  ];
}

function actionsOf(question: StoredQuestion, options: StaffCardOptions) {
  const { words } = options;
  const { number, status, deliveries } = question;
  const lost = deliveries.some(({ kind, state }) => kind !== 'cards' && state === 'undelivered');
  const press = (key: string, staff: string) => submit(words.say(`desk.button.${key}`), { staff, number });
  const writing = () => [answerForm(number, words), passForm(question, options.areas, words), closeForm(number, words)];
  const actions = {
    open: () => [press('take', 'take'), ...writing()],
    taken: writing,
    answered: () => [press('propose', 'propose'), press('close', 'close'), press('reopen', 'reopen')],
    closed: () => [press('reopen', 'reopen')],
    withdrawn: () => [],
  }[status]();
  return [...(lost ? [press('retry', 'retry')] : []), ...actions];
}

function part(title: string, text: string, subtle = false) {
  return [plain(title, { weight: 'Bolder', isSubtle: subtle }), plain(clip(text), { isSubtle: subtle })];
}

function clip(text: string): string {
  const letters = [...text];
  return letters.length > CLIP ? `${letters.slice(0, CLIP).join('')}…` : text;
}
