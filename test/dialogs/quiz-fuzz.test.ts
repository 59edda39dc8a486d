import type { Activity } from 'botbuilder-core';
import { describe, expect, it } from 'vitest';
import { questionIn, resultIn } from '../support/quiz-drive.js';
import { randomFrom } from '../support/random.js';
import { IN_PERIOD, startTalk, type Talk, testConversations } from '../support/talk.js';

/** Conversations of the default run; FUZZ_CONVERSATIONS in the environment of the test asks for more. */
const CONVERSATIONS = Number(process.env.FUZZ_CONVERSATIONS ?? 5_000);
const MESSAGES = 6;

const TYPED = [
  'はい',
  'いいえ',
  'わからない',
  '1',
  'Ａ',
  '２',
  'yes',
  'no',
  '株式会社です',
  '費用はかかりますか',
  '特定技能でもいい？',
  'なぜ聞くの？',
  '戻る',
  '3番を変更',
  '会社の形態を変更',
  '結果',
  '中断',
  '続きから',
  '最初から',
  'メニュー',
  '英語で',
  '日本語で',
  '一'.repeat(28),
  '😀',
  '',
  '   ',
  '<b>x</b>',
  '{{contact.email}}',
  '\u0000\u202e',
  'ふがふが',
  'a'.repeat(2_500),
];

const PRESSED: unknown[] = [
  { command: 'quiz' },
  { command: 'back' },
  { command: 'result' },
  { command: 'restart' },
  { command: 'menu' },
  { command: 'help' },
  { command: 'staff' },
  { command: 'fly' },
  { command: 'language', locale: 'en' },
  { command: 'language', locale: 'xx' },
  { ask: 'cost.fee' },
  { ask: '__proto__' },
  { criterion: 'legal-form', answer: 'godo' },
  { criterion: 'placement-record', answer: 'yes' },
  { criterion: 'constructor', answer: 'toString' },
  { change: 'website' },
  42,
  'text',
  [],
  { intent: 'Cancel' },
];

/** A random thing that a person, or a broken client, does next. */
async function step(talk: Talk, random: ReturnType<typeof randomFrom>, open: ReturnType<typeof questionIn>) {
  const dice = random.next();
  if (open && dice < 0.5) {
    const value = { criterion: open.id, answer: random.pick(open.choices) };
    const replies = await talk.press(value);
    return dice < 0.05 ? [...replies, ...(await talk.press(value))] : replies;
  }
  return dice < 0.75 ? talk.say(random.pick(TYPED)) : talk.press(random.pick(PRESSED));
}

function check(replies: Partial<Activity>[], quizBegun: boolean, where: string) {
  expect(replies.length, `${where}: says something`).toBeGreaterThan(0);
  const texts = replies.map(({ text }) => text ?? '').join('\n');
  expect(texts, `${where}: no placeholder is left`).not.toMatch(/\{\{(?!contact\.email\}\})/);
  expect(texts, `${where}: no inner workings are shown`).not.toMatch(/Error:|at \w+ \(|undefined|\[object/);
  const questions = replies.flatMap(({ entities }) => entities ?? []).filter(({ type }) => type === 'criterion');
  if (quizBegun) expect(questions.length, `${where}: a question stands once a turn`).toBeLessThanOrEqual(2);
}

describe('the conversation under fire', () => {
  it(`keeps its head in ${CONVERSATIONS} random conversations`, { timeout: 900_000 }, async () => {
    const errors: unknown[] = [];
    const conversations = await testConversations(IN_PERIOD, errors);
    const random = randomFrom(20_251_015);
    for (let number = 0; number < CONVERSATIONS; number += 1) {
      const talk = await startTalk({ conversations, locale: random.pick(['ja-JP', 'en-US']) });
      let replies = await talk.press({ command: 'quiz' });
      for (let message = 0; message < MESSAGES; message += 1) {
        replies = await step(talk, random, questionIn(replies));
        check(replies, true, `conversation ${number}, message ${message}`);
      }
      const back = await talk.press({ command: 'quiz' });
      const settled = questionIn(back) ?? resultIn(back);
      expect(settled, `conversation ${number}: a question or an outcome at the end`).toBeDefined();
      await conversations.delete(talk.id);
    }
    expect(errors).toEqual([]);
    console.log(`${CONVERSATIONS} conversations, ${CONVERSATIONS * (MESSAGES + 2)} messages`);
  });
});
