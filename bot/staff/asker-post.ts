import type { Activity } from 'botbuilder-core';
import type { Live } from '../../dialogs/live.js';
import { QuestionWords } from '../../dialogs/staff-question/words.js';
import type { Texts } from '../../dialogs/texts.js';
import { Voice } from '../../dialogs/voice.js';
import { BOT_ACCOUNT } from '../local-turns.js';
import type { CourierOptions } from './courier.js';
import type { StaffSender } from './staff-sender.js';
import type { Delivery, StoredQuestion } from './stored-question.js';

/** What brings answers to those who asked. */
export interface AskerPostOptions {
  texts: Texts;
  live: () => Live;
  now: () => Date;
  /** Appends to a conversation of the channels that the process serves itself; takes the same activity id once. */
  post: (conversation: string, activity: Partial<Activity>) => Promise<boolean>;
  /** The Bot Framework's channels; absent where there are none. */
  sender?: StaffSender;
}

/** Brings an answer, or word of a closing, into the conversation that the question came from, and into no other. */
export function askerPost({ texts, live, now, post, sender }: AskerPostOptions): CourierOptions['toAsker'] {
  return async (question, delivery) => {
    const voice = new Voice(texts, live().knowledge, question.language, now());
    const activity = activityOf(new QuestionWords(texts, voice), question, delivery);
    const { conversation, channel, reference } = question.asker;
    if (!reference) {
      const address = {
        channelId: channel,
        conversation: { id: conversation, isGroup: false, conversationType: 'personal', name: '' },
      };
      return post(conversation, { ...activity, ...address, id: delivery.id, from: { ...BOT_ACCOUNT } });
    }
    if (!sender) throw new Error('no sender for the channels of the Bot Framework is set up');
    await sender.send(reference, sender.shown(reference, activity));
    return true;
  };
}

/** The words of a delivery, in the asker's language; the staff's own text is shown as it is, never as Markdown. */
function activityOf(words: QuestionWords, question: StoredQuestion, delivery: Delivery): Partial<Activity> {
  const { number, text, followUp, history } = question;
  const asked = `${words.say('answer.question')}: ${followUp ? followUp.text : text}`;
  const mine = words.button('mine', { question: 'mine' });
  if (delivery.kind === 'closed') {
    const note = history.findLast(({ kind }) => kind === 'close')?.note;
    const told = note && `${words.say('answer.note')}:\n${note}`;
    return words.plain([words.say('answer.closed', { number }), told, asked, words.say('answer.ask-again')], {
      meaning: { type: 'staff-answer', number, state: 'closed' },
      actions: [words.button('new', { question: 'new' }), mine],
    });
  }
  const answer = question.answers[delivery.answer ?? 0]?.text ?? '';
  const mayReply = !followUp;
  return words.plain(
    [words.say('answer.title', { number }), answer, asked, mayReply ? words.say('answer.reply') : undefined],
    {
      meaning: { type: 'staff-answer', number, state: 'answered' },
      actions: [...(mayReply ? [words.button('reply', { question: 'reply', number })] : []), mine],
    },
  );
}
