import type { Activity } from 'botbuilder-core';
import type { Page } from 'playwright-core';
import { heard, say } from './browser.js';
import { answer, formCard, resultCard, type Script } from './scripted-bot.js';

const button = (title: string) => ({ type: 'messageBack', title, text: title, displayText: title, value: {} });
const withButtons = (text: string, titles: string[]): Partial<Activity> => ({
  text,
  suggestedActions: { to: [], actions: titles.map(button) },
});

/** A bot that brings the page into each of its states. */
export const stateScript: Script = ({ text = '' }) => {
  if (text === '候補')
    return [
      withButtons('お尋ねは、次のどれに近いでしょうか。', [
        '費用はかかりますか',
        '支援の期間はいつまでですか',
        '日本で働く外国人の社員がすでにいる会社も、このプログラムに申し込むことができますか',
      ]),
    ];
  if (text === '質問') {
    const question =
      '**3/11** 国内に本社や支社などの拠点がありますか。\n\n日本国内に登記された本社、支社、営業所などです。';
    return [withButtons(question, ['はい', 'いいえ', 'わからない', 'なぜ聞くの？', '前の質問に戻る', '中断する'])];
  }
  if (text === '結果') {
    return [
      resultCard([
        ['○', 'Good', '1. 国内拠点: あり', '条件に合っています（Ⅲ.2(1)①）'],
        ['△', 'Warning', '2. 採用予定の在留資格: わからない', '確認が必要です（Ⅲ.2(1)⑤）'],
        ['×', 'Attention', '3. 人材紹介業: はい', '対象外です（Ⅲ.2(2)③）'],
      ]),
      { ...withButtons('担当窓口にご相談ください。', ['メールを作成する', 'メニュー']), replyToId: '' },
    ];
  }
  if (text === '入力') return [formCard()];
  if (text === 'mixed') return [{ text: 'The service covers Highly Skilled Professional (高度専門職) and more.' }];
  if (text === 'x') return [{ text: '申し訳ありません。このプログラムに関係のないご質問には、お答えできません。' }];
  return [
    answer(
      'cost',
      '**費用はかかりません。** 専門家との面談や資料の提供は無料です。\n\n- 交通費や通信費は、企業の負担です。\n- 採用した方の給与は、対象外です。\n\n[申込ページ](https://www.jetro.go.jp/services/nyumonhen.html)\n\n出典: 申込要領 Ⅲ.2(1)⑤',
    ),
  ];
};

/** Name of a state and how a page gets there from the greeting. */
export const STATES: readonly [name: string, enter: (page: Page) => Promise<void>][] = [
  ['greeting', async () => {}],
  [
    'answer',
    async (page) => {
      await say(page, '費用はかかりますか');
      await heard(page, '費用はかかりません');
    },
  ],
  [
    'suggestions',
    async (page) => {
      await say(page, '候補');
      await heard(page, '次のどれに近い');
      await page.getByRole('toolbar').getByRole('button').first().waitFor();
    },
  ],
  [
    'question',
    async (page) => {
      await say(page, '質問');
      await heard(page, '拠点がありますか');
      await page.getByRole('toolbar').getByRole('button', { name: 'わからない' }).waitFor();
    },
  ],
  [
    'result',
    async (page) => {
      await say(page, '結果');
      await heard(page, '担当窓口にご相談');
    },
  ],
  [
    'form',
    async (page) => {
      await say(page, '入力');
      await heard(page, '役に立ちましたか');
    },
  ],
  [
    'invalid-form',
    async (page) => {
      if ((await page.locator('.ac-pushButton', { hasText: '送る' }).count()) === 0) await say(page, '入力');
      await heard(page, '役に立ちましたか');
      await page.locator('.ac-pushButton', { hasText: '送る' }).last().click();
      await page.getByText('どれかを選んでください').last().waitFor();
    },
  ],
  [
    'unanswered',
    async (page) => {
      await say(page, 'x');
      await heard(page, 'お答えできません');
    },
  ],
  [
    'offline',
    async (page) => {
      await page.evaluate(() => window.dispatchEvent(new Event('offline')));
      await page
        .getByRole('status')
        .getByText(/つながりません|can't be reached/)
        .waitFor();
    },
  ],
];
