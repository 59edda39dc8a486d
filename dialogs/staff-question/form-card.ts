import type { Attachment } from 'botbuilder-core';
import { adaptiveCard, plainText } from '../adaptive-card.js';
import type { QuestionForm } from '../state.js';
import { MAX_COMPANY, MAX_TEXT } from './forms.js';
import type { QuestionWords } from './words.js';

/** The form as an Adaptive Card (1.4): the question filled in, the company optional, send or leave. */
export function formCard(words: QuestionWords, form: QuestionForm): Attachment {
  const { replyTo } = form;
  const title = replyTo ? words.say('form.title-reply', { number: replyTo }) : words.say('form.title');
  const company = {
    type: 'Input.Text',
    id: 'company',
    label: words.say('form.company'),
    value: form.company ?? '',
    maxLength: MAX_COMPANY,
  };
  return adaptiveCard({
    body: [heading(title), questionInput(words, form), ...(replyTo ? [] : [company])],
    actions: [
      submit(words.say('button.send'), { question: 'send', form: form.id }),
      { ...submit(words.say('button.drop'), { question: 'drop', form: form.id }), associatedInputs: 'none' },
    ],
  });
}

function questionInput(words: QuestionWords, form: QuestionForm) {
  return {
    type: 'Input.Text',
    id: 'text',
    label: words.say(form.replyTo ? 'form.reply' : 'form.question'),
    isMultiline: true,
    isRequired: true,
    errorMessage: words.say('form.empty'),
    value: form.text,
    maxLength: MAX_TEXT,
  };
}

/** What a form turns into: nothing to press. `text`: what was sent. */
export function settledCard(title: string, text = ''): Attachment {
  return adaptiveCard({ body: [heading(title), ...(text ? [plainText(text)] : [])], actions: [] });
}

function heading(text: string) {
  return { type: 'TextBlock', text, weight: 'Bolder', wrap: true, style: 'heading' };
}

function submit(title: string, data: Record<string, unknown>) {
  return { type: 'Action.Submit', title, data };
}
