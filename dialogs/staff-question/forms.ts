import type { QuestionForm } from '../state.js';
import type { Turn } from '../turn.js';

/** Forms kept open and numbers of sent forms remembered, in one conversation. */
const KEPT = 5;

/** Longest question or reply, and longest company name, in code points. */
export const MAX_TEXT = 2000;
export const MAX_COMPANY = 100;

/** The person who speaks in this turn. */
export function speakerIn({ context }: Turn): string {
  return context.activity.from?.id ?? '';
}

/** The form of an id; without one, the newest that the speaker has open. */
export function formIn(turn: Turn, id?: string): QuestionForm | undefined {
  const { forms = [] } = turn.state;
  return id === undefined ? forms.findLast(({ by }) => by === speakerIn(turn)) : forms.find((form) => form.id === id);
}

/** Opens a form for the speaker. One that he had open before stays valid until it is the sixth. */
export function openForm(turn: Turn, filled: Pick<QuestionForm, 'text' | 'replyTo'>): QuestionForm {
  const { id, code } = turn.services.questions!.newForm();
  const form: QuestionForm = { id, code, by: speakerIn(turn), ...filled, writing: filled.text ? undefined : 'text' };
  turn.state.forms = [...(turn.state.forms ?? []), form].slice(-KEPT);
  return form;
}

/** Takes a form away; `number`: the question it has led to. */
export function closeForm(turn: Turn, id: string, number?: string): void {
  turn.state.forms = turn.state.forms?.filter((form) => form.id !== id);
  if (number) turn.state.sent = [...(turn.state.sent ?? []), { form: id, number }].slice(-KEPT);
}

/** Whether the speaker's next text belongs into a form. */
export function isWriting(turn: Turn): boolean {
  return formIn(turn)?.writing !== undefined;
}

/** The speaker's next text belongs into no form any more; the forms stay. */
export function stopWriting(turn: Turn): void {
  for (const form of turn.state.forms ?? []) if (form.by === speakerIn(turn)) form.writing = undefined;
}

/** Something else is talked about: the speaker's forms stay, but have to be called by their words. */
export function layFormsAside(turn: Turn): void {
  stopWriting(turn);
  for (const form of turn.state.forms ?? []) if (form.by === speakerIn(turn)) form.aside = true;
}

/** What somebody wrote, without marks that nobody sees, at most so many code points. */
export function cleanText(text: string, max: number): string {
  const seen = text.replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\u200d]/gu, '');
  return [...seen.toWellFormed()].slice(0, max).join('').trim();
}
