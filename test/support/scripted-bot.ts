import type { Activity } from 'botbuilder-core';
import type { RunTurn } from '../../bot/conversations/local-conversations.js';

/** Replies that a scripted bot gives to what it hears. */
export type Script = (heard: Partial<Activity>) => Partial<Activity>[];

const BOT = { id: 'bot', name: '', role: 'bot' };

/** A bot that answers by a script, greets whoever joins, and keeps no state. */
export function scriptedBot(script: Script = () => []): RunTurn {
  return async (record, activity) => {
    const replies = activity.type === 'conversationUpdate' ? [greeting(record.locale)] : heard(activity, script);
    const changes = replies.map((reply) => ({
      kind: 'append' as const,
      activity: { type: 'message', from: BOT, replyToId: activity.id, ...reply } as Partial<Activity>,
    }));
    return { changes, state: {} };
  };
}

/** An answer from the entry `id`, as the bot marks it. */
export function answer(id: string, text: string): Partial<Activity> {
  return { text, entities: [{ type: 'knowledge', id, sections: ['Ⅰ'] }] };
}

function greeting(locale: string): Partial<Activity> {
  const ja = locale !== 'en';
  const titles = ja
    ? ['どんなプログラム？', '申込資格を確かめる', '対象外のこと', '問い合わせ先']
    : ['About', 'Check', 'Scope', 'Contact'];
  return {
    text: ja
      ? 'こんにちは。自動応答の案内係です。\n\nご質問を入力するか、下のボタンを選んでください。'
      : 'Hello. This is an automatic guide.',
    locale: ja ? 'ja-JP' : 'en-US',
    suggestedActions: {
      to: [],
      actions: titles.map((title) => ({
        type: 'messageBack',
        title,
        text: title,
        displayText: title,
        value: { command: 'menu' },
      })),
    },
  };
}

function heard(activity: Partial<Activity>, script: Script): Partial<Activity>[] {
  return activity.type === 'message' ? script(activity) : [];
}
