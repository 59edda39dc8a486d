import type { CardAction } from 'botbuilder-core';
import type { StaffQuestion } from '../domain/staff/question.js';
import { readQuestionNumber } from '../domain/staff/question-number.js';
import type { Turn } from '../turn.js';
import { askerIn } from './asker.js';
import { openForm } from './forms.js';
import type { Changed } from './question-desk.js';
import { showForm, wordsIn } from './show-form.js';
import type { QuestionWords } from './words.js';

/** Questions listed at most; the newest. */
const LISTED = 10;
const EXCERPT = 40;

/** 「私の質問」: the asker's questions with their states. */
export async function tellOwnQuestions(turn: Turn): Promise<void> {
  const words = wordsIn(turn);
  const own = (await turn.services.questions!.of(askerIn(turn))).slice(0, LISTED);
  if (own.length === 0) {
    const actions = [words.button('new', { question: 'new' }), words.voice.command('menu')];
    return turn.send(words.voice.message(words.say('mine.none'), { actions }));
  }
  const lines = own.map((question) => `${heading(words, question)} ${excerpt(question.text)}`);
  const actions = own.map(({ number }) =>
    words.voice.button(words.say('button.show-number', { number }), { question: 'show', number }),
  );
  await turn.send(words.plain([words.say('mine.list'), lines.join('\n')], { actions }));
}

/** One question in full. Somebody else's is not shown, nor whether it exists. */
export async function tellQuestion(turn: Turn, typed: string): Promise<void> {
  const question = await ownQuestion(turn, typed);
  if (!question) return tellNeedsCode(turn);
  const words = wordsIn(turn);
  await turn.send(words.plain(words.whole(question), { actions: waysOn(words, question) }));
}

/** Withdraws a question, once it is sure. */
export async function withdrawQuestion(turn: Turn, typed: string, sure: boolean): Promise<void> {
  const words = wordsIn(turn);
  const question = await ownQuestion(turn, typed);
  if (!question) return tellNeedsCode(turn);
  const { number } = question;
  if (!sure) {
    const actions = [
      words.button('withdraw', { question: 'withdraw', number, sure: true }),
      words.button('keep', { question: 'show', number }),
    ];
    return turn.send(words.voice.message(words.say('withdraw.sure', { number }), { actions }));
  }
  const changed = await turn.services.questions!.withdraw(askerIn(turn), number);
  const again = changed.kind === 'refused' && changed.refusal.reason === 'withdrawn';
  if (changed.kind !== 'changed' && !again) return tellRefusal(turn, changed);
  await turn.send(
    words.voice.message(words.say('withdraw.done', { number }), { actions: [words.voice.command('menu')] }),
  );
}

/** Opens the form of a reply to an answer. */
export async function beginReply(turn: Turn, typed: string): Promise<void> {
  const question = await ownQuestion(turn, typed);
  if (!question) return tellNeedsCode(turn);
  const words = wordsIn(turn);
  if (question.answers.length === 0) return turn.send(words.voice.message(words.say('refusal.not-answered')));
  if (question.followUp) return turn.send(words.voice.message(words.say('refusal.replied')));
  await showForm(turn, openForm(turn, { text: '', replyTo: question.number }));
}

/** What number and code open: the question to read, in any browser. */
export async function lookUpQuestion(turn: Turn, number: string, code: string): Promise<void> {
  const words = wordsIn(turn);
  const found = await turn.services.questions!.lookUp(number, code, turn.context.activity.conversation.id);
  if (found.kind !== 'found') return turn.send(words.voice.message(words.say(`look-up.${found.kind}`)));
  const status = found.question.answers.length === 0 ? words.say('look-up.waiting') : undefined;
  await turn.send(words.plain([...words.whole(found.question), status], { actions: [words.voice.command('menu')] }));
}

/** Says why a change was refused: what happened instead. */
export async function tellRefusal(turn: Turn, changed: Exclude<Changed, { kind: 'changed' }>): Promise<void> {
  if (changed.kind === 'unknown') return tellNeedsCode(turn);
  const words = wordsIn(turn);
  const { number } = changed.question;
  const text = words.say(`refusal.${changed.refusal.reason}`, { number });
  await turn.send(words.voice.message(text, { actions: [words.button('show', { question: 'show', number })] }));
}

async function ownQuestion(turn: Turn, typed: string): Promise<StaffQuestion | undefined> {
  const number = readQuestionNumber(typed);
  const own = number ? await turn.services.questions!.of(askerIn(turn)) : [];
  return own.find((question) => question.number === number);
}

async function tellNeedsCode(turn: Turn): Promise<void> {
  const words = wordsIn(turn);
  await turn.send(
    words.voice.message(words.say('look-up.how'), { actions: [words.button('mine', { question: 'mine' })] }),
  );
}

function waysOn(words: QuestionWords, { number, status, answers, followUp }: StaffQuestion): CardAction[] {
  const waiting = status === 'open' || status === 'taken';
  const mayReply = (status === 'answered' || status === 'closed') && answers.length > 0 && !followUp;
  return [
    ...(mayReply ? [words.button('reply', { question: 'reply', number })] : []),
    ...(waiting ? [words.button('withdraw', { question: 'withdraw', number })] : []),
    words.button('mine', { question: 'mine' }),
    words.voice.command('menu'),
  ];
}

function heading(words: QuestionWords, { number, status }: StaffQuestion): string {
  return words.say('mine.row', { number, status: words.say(`status.${status}`) });
}

function excerpt(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : letters.join('');
}
