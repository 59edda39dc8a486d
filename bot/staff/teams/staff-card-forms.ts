import type { QuestionWords } from '../../../dialogs/staff-question/words.js';
import { LONGEST_ANSWER } from '../staff-desk.js';
import type { StoredQuestion } from '../stored-question.js';

/** The form of an answer, which opens in the card: send it, or send it and propose it as an FAQ entry. */
export function answerForm(number: string, words: QuestionWords) {
  const input = {
    type: 'Input.Text',
    id: 'answer',
    label: words.say('desk.answer-label'),
    isMultiline: true,
    isRequired: true,
    errorMessage: words.say('desk.answer-empty'),
    maxLength: LONGEST_ANSWER,
  };
  return showCard(
    words.say('desk.button.answer'),
    [input, plain(words.say('desk.answer-hint'), { isSubtle: true, size: 'Small' })],
    [
      submit(words.say('desk.button.send-answer'), { staff: 'answer', number }),
      submit(words.say('desk.button.answer-propose'), { staff: 'answer', number, propose: true }),
    ],
  );
}

/** The form that passes a question on to another area. */
export function passForm({ number, area }: StoredQuestion, areas: string[], words: QuestionWords) {
  const choices = areas.filter((other) => other !== area).map((other) => ({ title: other, value: other }));
  const input = {
    type: 'Input.ChoiceSet',
    id: 'area',
    label: words.say('desk.pass-label'),
    choices,
    isRequired: true,
    errorMessage: words.say('desk.pass-label'),
  };
  return showCard(
    words.say('desk.button.pass'),
    [input],
    [submit(words.say('desk.button.pass'), { staff: 'pass', number })],
  );
}

/** The form that closes a question, with a reason if wanted. */
export function closeForm(number: string, words: QuestionWords) {
  const input = {
    type: 'Input.Text',
    id: 'note',
    label: words.say('desk.close-label'),
    isMultiline: true,
    maxLength: 500,
  };
  return showCard(
    words.say('desk.button.close'),
    [input],
    [submit(words.say('desk.button.close'), { staff: 'close', number })],
  );
}

function showCard(title: string, body: unknown[], actions: unknown[]) {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', body, actions } };
}

/** A button that sends what it stands for, and what is written in the form around it. */
export function submit(title: string, data: Record<string, unknown>) {
  return { type: 'Action.Submit', title, data };
}

/** Text that is shown as it is: a RichTextBlock reads no Markdown. */
export function plain(text: string, style: Record<string, unknown> = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] };
}
