import type { Decision } from '../domain/answer/answer-engine.js';
import { judge } from '../domain/eligibility/judge.js';
import { mask } from '../domain/mask.js';
import type { QuestionContext, StaffQuestion } from '../domain/staff/question.js';
import { rulesOf } from '../quiz/quiz-rules.js';
import type { QuestionForm } from '../state.js';
import type { Turn } from '../turn.js';
import { askerIn } from './asker.js';
import { tellStaleForm } from './fill-form.js';
import { settledCard } from './form-card.js';
import { cleanText, closeForm, formIn, MAX_COMPANY, MAX_TEXT, openForm, speakerIn } from './forms.js';
import { tellRefusal } from './own-questions.js';
import { settle, showForm, wordsIn } from './show-form.js';

/** What a card sends with its button. */
export interface SentForm {
  form?: string;
  text?: string;
  company?: string;
}

/** Sends a form: asks the question, or replies. The same form twice asks once. */
export async function sendForm(turn: Turn, sent: SentForm): Promise<void> {
  const form = formIn(turn, sent.form);
  if (!form) return tellUnknownForm(turn, sent);
  const words = wordsIn(turn);
  if (form.by !== speakerIn(turn)) return turn.send(words.voice.message(words.say('form.not-yours')));
  // In Teams a card that is pressed names its message; nothing else does.
  if (sent.text !== undefined) form.shownAs ??= turn.context.activity.replyToId;
  if (sent.text !== undefined) form.text = cleanText(sent.text, MAX_TEXT);
  if (sent.company !== undefined) form.company = cleanText(sent.company, MAX_COMPANY) || undefined;
  if (!/[\p{L}\p{N}]/u.test(form.text)) {
    form.writing = 'text';
    await turn.send(words.voice.message(words.say('form.empty')));
    return showForm(turn, form);
  }
  await (form.replyTo ? reply(turn, form, form.replyTo) : ask(turn, form));
}

async function ask(turn: Turn, form: QuestionForm): Promise<void> {
  const words = wordsIn(turn);
  const { id: formId, code, text, company } = form;
  const filled = {
    formId,
    code,
    text,
    company,
    language: turn.language,
    asker: askerIn(turn),
    context: contextOf(turn, text),
  };
  const asked = await turn.services.questions!.ask(filled);
  if (asked.kind !== 'asked') {
    const actions = [words.button('mine', { question: 'mine' }), words.voice.command('contact')];
    return turn.send(words.voice.message(words.say(asked.kind, { limit: asked.limit }), { actions }));
  }
  await confirm(turn, form, asked.question);
}

async function reply(turn: Turn, form: QuestionForm, number: string): Promise<void> {
  const changed = await turn.services.questions!.reply(askerIn(turn), number, form);
  if (changed.kind !== 'changed') {
    closeForm(turn, form.id);
    return tellRefusal(turn, changed);
  }
  await confirm(turn, form, changed.question);
}

/** The form becomes what was sent, and the receipt follows as a message of its own, so that everybody notices it. */
async function confirm(turn: Turn, form: QuestionForm, question: StaffQuestion): Promise<void> {
  const words = wordsIn(turn);
  const { number, promisedBy } = question;
  const sentText = form.replyTo ? question.followUp?.text : question.text;
  closeForm(turn, form.id, number);
  await settle(turn, form, settledCard(words.say('receipt.sent', { number }), sentText));
  const paragraphs = [
    words.say(form.replyTo ? 'receipt.replied' : 'receipt.asked', { number }),
    form.replyTo || !promisedBy ? words.say('receipt.later') : words.say('receipt.by', { day: words.day(promisedBy) }),
    ...(sentText === form.text ? [] : [words.say('receipt.masked')]),
    ...(form.replyTo || question.asker.group ? [] : [words.say('receipt.code', { number, code: form.code })]),
    words.say('receipt.mine'),
  ];
  const meaning = { type: 'handoff', to: 'staff', number };
  const actions = [words.button('mine', { question: 'mine' }), words.voice.command('menu')];
  await turn.send(words.voice.message(paragraphs.join('\n\n'), { meaning, actions }));
}

/** A form that is not known here: sent before, or lost; then what was written is not lost with it. */
async function tellUnknownForm(turn: Turn, { form, text }: SentForm): Promise<void> {
  const written = cleanText(text ?? '', MAX_TEXT);
  const wasSent = turn.state.sent?.some((sent) => sent.form === form);
  if (wasSent || !written) return tellStaleForm(turn, form);
  const words = wordsIn(turn);
  await turn.send(words.voice.message(words.say('form.again')));
  await showForm(turn, openForm(turn, { text: written }));
}

/** What the staff see beside the question; what was typed is masked, as it may be shown on their channel. */
function contextOf(turn: Turn, text: string): QuestionContext {
  const { quiz, recent = [], last, language } = turn.state;
  const answered = Object.keys(quiz?.answers ?? {}).length;
  return {
    turns: recent.map(({ asked, told }) => ({ asked: mask(asked), told: withoutMarks(told) })),
    quiz:
      quiz && answered > 0
        ? { outcome: judge(rulesOf(turn), quiz.answers).outcome, answered, done: quiz.done }
        : undefined,
    answered: [...last],
    nearest: nearestOf(turn.live.engine.decide(text, language)),
  };
}

/** The bot's words without the marks of bold text and links. */
function withoutMarks(text: string): string {
  return text.replace(/\[([^\]\n]*)\]\([^)\s]*\)/g, '$1').replace(/\*\*/g, '');
}

function nearestOf(decision: Decision): string[] {
  if (decision.kind === 'answer' || decision.kind === 'suggest') return decision.ids;
  return decision.kind === 'unanswered' ? decision.nearest : [];
}
