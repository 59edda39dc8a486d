import type { Turn } from '../turn.js';
import { settledCard } from './form-card.js';
import { cleanText, closeForm, formIn, MAX_COMPANY, MAX_TEXT, openForm } from './forms.js';
import { settle, showForm, wordsIn } from './show-form.js';

/** Opens a form, filled with what was asked last. */
export async function beginForm(turn: Turn): Promise<void> {
  await showForm(turn, openForm(turn, { text: turn.state.recent?.at(-1)?.asked ?? '' }));
}

/** A typed text goes into the form that waits for it; then the form is shown for a last look. */
export async function writeIntoForm(turn: Turn, text: string): Promise<void> {
  const form = formIn(turn);
  if (!form) return;
  if (form.writing === 'company') form.company = cleanText(text, MAX_COMPANY);
  else form.text = cleanText(text, MAX_TEXT);
  form.writing = undefined;
  await showForm(turn, form);
}

/** Waits for another text, or for the company's name. */
export async function rewriteForm(turn: Turn, what: 'text' | 'company', id?: string): Promise<void> {
  const form = formIn(turn, id);
  if (!form) return tellStaleForm(turn, id);
  form.writing = what;
  await showForm(turn, form);
}

/** Leaves a form unsent. */
export async function dropForm(turn: Turn, id?: string): Promise<void> {
  const form = formIn(turn, id);
  if (!form) return tellStaleForm(turn, id);
  closeForm(turn, form.id);
  if (id !== undefined) form.shownAs ??= turn.context.activity.replyToId;
  const words = wordsIn(turn);
  await settle(turn, form, settledCard(words.say('form.dropped')));
  await turn.send(words.voice.message(words.say('form.dropped'), { actions: [words.voice.command('menu')] }));
}

/** A button of a form that was sent or left before. */
export async function tellStaleForm(turn: Turn, id?: string): Promise<void> {
  const words = wordsIn(turn);
  const sent = turn.state.sent?.find(({ form }) => form === id);
  if (!sent) {
    return turn.send(
      words.voice.message(words.say('form.stale'), { actions: [words.button('new', { question: 'new' })] }),
    );
  }
  const { number } = sent;
  const actions = [words.button('show', { question: 'show', number }), words.button('mine', { question: 'mine' })];
  await turn.send(words.voice.message(words.say('form.already', { number }), { actions }));
}
