import { describe, expect, it } from 'vitest';
import { normalizePhrase } from '../../dialogs/domain/normalize-phrase.js';
import { type PhrasedAct, type TypedSituation, typedAct } from '../../dialogs/domain/staff/typed-act.js';
import { openHouse } from '../support/house.js';
import { startTalk, textsOf } from '../support/talk.js';

const PHRASES: [string, PhrasedAct][] = [
  ['質問を送る', 'new'],
  ['送信', 'send'],
  ['はい', 'yes'],
  ['やめる', 'drop'],
  ['書き直す', 'rewrite'],
  ['私の質問', 'mine'],
  ['取り下げ', 'withdraw'],
  ['返信', 'reply'],
];

function situation(more: Partial<TypedSituation> = {}): TypedSituation {
  const phrases = new Map(PHRASES.map(([phrase, act]) => [normalizePhrase(phrase), act]));
  return { phrases, isCommand: (text) => text === 'メニュー', quizOpen: false, ...more };
}

const OPEN = { form: { writing: false, aside: false } };
const ASIDE = { form: { writing: false, aside: true } };
const WRITING = { form: { writing: true, aside: false } };

describe('a typed text', () => {
  it.each<[string, Partial<TypedSituation>, unknown]>([
    ['質問を送る', {}, { question: 'new' }],
    ['私の質問！', {}, { question: 'mine' }],
    ['送信', {}, undefined],
    ['送信', OPEN, { question: 'send' }],
    ['送信', ASIDE, { question: 'send' }],
    ['はい', OPEN, { question: 'send' }],
    ['はい', ASIDE, undefined],
    ['はい', { ...OPEN, quizOpen: true }, undefined],
    ['やめる', OPEN, { question: 'drop' }],
    ['やめる', ASIDE, undefined],
    ['やめる', {}, undefined],
    ['やめる', WRITING, { question: 'drop' }],
    ['費用はいくらですか', WRITING, { question: 'write', text: '費用はいくらですか' }],
    ['メニュー', WRITING, undefined],
    ['費用はいくらですか', OPEN, undefined],
    ['Q-0042', {}, { question: 'show', number: 'Q-0042' }],
    ['ｑ４２', {}, { question: 'show', number: 'Q-0042' }],
    ['Q-0042を取り下げ', {}, { question: 'withdraw', number: 'Q-0042' }],
    ['Q-0042 に返信', {}, { question: 'reply', number: 'Q-0042' }],
    ['Q-0042 K7QM-2XWD-HR9A', {}, { question: 'look-up', number: 'Q-0042', code: 'K7QM-2XWD-HR9A' }],
    ['q42 k7qm2xwdhr9a', {}, { question: 'look-up', number: 'Q-0042', code: 'K7QM2XWDHR9A' }],
    ['Q-0042 はどうなりましたか', {}, undefined],
    ['QRコードはありますか', {}, undefined],
    ['取り下げ', {}, undefined],
  ])('「%s」 in %j means %j', (text, more, act) => {
    expect(typedAct(text, situation(more))).toEqual(act);
  });

  it('of assent sends a form only while it is what was talked about', async () => {
    const house = await openHouse({ now: () => new Date('2025-10-15T10:30:00+09:00') });
    const talk = await startTalk({ house });
    await talk.say('海外の大学の紹介料はいくらですか');
    await talk.press({ question: 'new' });
    await talk.say('費用はかかりますか');
    await talk.say('はい');
    expect(await house.staff.desk.list({})).toEqual([]);
    expect(textsOf(await talk.say('送信する'))[0]).toContain('Q-0001');
  });
});
