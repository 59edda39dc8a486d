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

const CARD = 'application/vnd.microsoft.card.adaptive';

/** A result with its answers to change, as the quiz shows it. */
export function resultCard(rows: [mark: string, color: string, text: string, finding: string][]): Partial<Activity> {
  const plain = (text: string, style = {}) => ({
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [{ type: 'TextRun', text, ...style }],
  });
  const column = (width: string, items: object[]) => ({ type: 'Column', width, items });
  const row = ([mark, color, text, finding]: (typeof rows)[number]) => ({
    type: 'ColumnSet',
    separator: true,
    columns: [
      column('auto', [plain(mark, { color, weight: 'Bolder' })]),
      column('stretch', [plain(text, { weight: 'Bolder' }), plain(finding, { isSubtle: true, size: 'Small' })]),
      column('auto', [
        {
          type: 'ActionSet',
          actions: [{ type: 'Action.Submit', title: '変更', tooltip: `${text}: 変更`, data: { change: 'x' } }],
        },
      ]),
    ],
  });
  const heading = {
    type: 'TextBlock',
    text: '確認の結果',
    size: 'Medium',
    weight: 'Bolder',
    wrap: true,
    style: 'heading',
  };
  const actions = [
    { type: 'Action.Submit', title: '結果を文章で見る', data: { command: 'result-text' } },
    { type: 'Action.OpenUrl', title: '申込ページを開く', url: 'https://www.jetro.go.jp/services/nyumonhen.html' },
  ];
  return card({ speak: '確認の結果', body: [heading, ...rows.map(row)], actions });
}

/** A card with a required choice. */
export function formCard(): Partial<Activity> {
  const choices = ['はい', 'いいえ', 'わからない'].map((title) => ({ title, value: title }));
  return card({
    speak: 'ご意見',
    body: [
      {
        type: 'Input.ChoiceSet',
        id: 'c',
        style: 'expanded',
        label: '役に立ちましたか',
        isRequired: true,
        errorMessage: 'どれかを選んでください',
        choices,
      },
    ],
    actions: [{ type: 'Action.Submit', title: '送る', data: { form: true } }],
  });
}

function card(content: object): Partial<Activity> {
  return { attachments: [{ contentType: CARD, content: { type: 'AdaptiveCard', version: '1.4', ...content } }] };
}
