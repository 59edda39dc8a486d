import type { Activity, Attachment } from 'botbuilder-core';
import type { QuestionForm } from '../state.js';
import type { Turn } from '../turn.js';
import { formCard, settledCard } from './form-card.js';
import { QuestionWords } from './words.js';

/** The words of a turn about questions to the staff. */
export function wordsIn(turn: Turn): QuestionWords {
  return new QuestionWords(turn.services.texts, turn.voice());
}

/** Shows a form as it stands; where it was shown before, that place points here. */
export async function showForm(turn: Turn, form: QuestionForm): Promise<void> {
  const words = wordsIn(turn);
  await settle(turn, form, settledCard(words.say('form.moved')));
  const activity = showsCards(turn) ? cardMessage(words, form) : textMessage(words, form);
  form.aside = undefined;
  const [shown] = await turn.context.sendActivities([activity]);
  form.shownAs = shown?.id || undefined;
}

/** Turns the message that shows a form into something without buttons, where the channel can; the form itself is safe to press again. */
export async function settle(turn: Turn, form: QuestionForm, into: Attachment): Promise<void> {
  if (!form.shownAs || !showsCards(turn)) return;
  const activity = { type: 'message', id: form.shownAs, locale: turn.language, attachments: [into] };
  try {
    await turn.context.updateActivity(activity);
  } catch {
    // The message is gone or can't be changed: pressing it again is told what became of the form.
  }
}

function showsCards(turn: Turn): boolean {
  return turn.channel !== 'console';
}

function cardMessage(words: QuestionWords, form: QuestionForm): Partial<Activity> {
  const intro = words.say(form.replyTo ? 'form.intro-reply' : 'form.intro-card');
  const write = form.writing ? [words.say(form.writing === 'text' ? 'form.write-here' : 'form.write-company')] : [];
  const message = words.voice.message([intro, words.say('form.notice'), ...write].join('\n\n'));
  return { ...message, attachments: [formCard(words, form)] };
}

/** For channels without cards: what stands in the form, and the ways on; all can be typed. */
function textMessage(words: QuestionWords, form: QuestionForm): Partial<Activity> {
  if (form.writing) {
    const ask = words.say(form.writing === 'company' ? 'form.write-company' : 'form.write');
    const notice = form.writing === 'text' ? words.say('form.notice-plain') : undefined;
    return words.plain([ask, notice], { actions: [words.button('drop', { question: 'drop', form: form.id })] });
  }
  const acts = ['send', 'rewrite', ...(form.replyTo ? [] : (['company'] as const)), 'drop'] as const;
  return words.plain(
    [
      words.say(form.replyTo ? 'form.check-reply' : 'form.check', { number: form.replyTo ?? '' }),
      form.text,
      form.company && `${words.say('form.company')}: ${form.company}`,
      words.say('form.notice-plain'),
    ],
    { actions: acts.map((act) => words.button(act, { question: act, form: form.id })) },
  );
}
