import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../dialogs/domain/answer/detect-language.js';
import { createEnglishTokenizer } from '../../dialogs/domain/answer/english-tokenizer.js';
import { loadJapaneseTokenizer } from '../../dialogs/domain/answer/japanese-tokenizer.js';
import { foldKana, normalise, withoutFacts } from '../../dialogs/domain/answer/normalise.js';
import { createPhraseFinder } from '../../dialogs/domain/answer/phrases.js';
import { splitQuestion } from '../../dialogs/domain/answer/split-question.js';

const japanese = await loadJapaneseTokenizer();
const english = createEnglishTokenizer();
const wordsOf = (text: string) => japanese.tokenize(text).words.map((word) => word.term);

describe('one spelling for what means the same', () => {
  it.each([
    ['ＪＥＴＲＯ　２０２５', 'jetro 2025'],
    ['ﾎｰﾑﾍﾟｰｼﾞ', 'ホームページ'],
    ['すご〜い', 'すごーい'],
    ['  a\n\tb ', 'a b'],
  ])('%s is compared as %s', (typed, compared) => expect(normalise(typed)).toBe(compared));

  it.each([
    ['ウェブサーバー', 'ウエブサーバ'],
    ['コーディネーター', 'こーでぃねーたー'],
    ['ヴィザ', 'ブイザ'],
  ])('%s and %s sound the same', (one, other) => expect(foldKana(normalise(one))).toBe(foldKana(normalise(other))));

  it('leaves facts out of the comparison', () =>
    expect(withoutFacts('締切は{{intake.closes}}です')).toBe('締切は です'));
});

describe('words of a Japanese text', () => {
  it.each([['申し込み'], ['申込み'], ['申込'], ['申し込む'], ['申し込める']])('%s is the word 申込', (text) => {
    expect(wordsOf(text)).toEqual(['申込']);
  });
  it('leaves out what stands in every question and keeps question words', () => {
    expect(wordsOf('いつまでに申し込めばよろしいでしょうか')).toEqual(expect.arrayContaining(['いつ', '申込']));
    expect(wordsOf('教えてください')).toEqual([]);
  });
  it('sounds alike in kanji and in kana', () => {
    expect(japanese.tokenize('審査').sound).toBe(japanese.tokenize('しんさ').sound);
  });
});

describe('words of an English text', () => {
  it('takes endings off and keeps "not" and question words', () => {
    const terms = english.tokenize("How much? We can't apply for applications").words.map((word) => word.term);
    expect(terms).toEqual(['how', 'much', 'not', 'appli', 'applic']);
  });
});

describe('terms of the programme behind everyday words', () => {
  const finder = createPhraseFinder([
    { term: '在留資格', words: ['ビザ', 'VISA'] },
    { term: '特定技能', words: ['SSW'] },
  ]);
  it.each([
    ['びざの種類', ['在留資格']],
    ['ＶＩＳＡと特定技能', ['在留資格', '特定技能']],
    ['SSWs', ['特定技能']],
    ['the crosswall', []],
  ])('%s → %j', (text, terms) => expect(finder.find(text)).toEqual(terms));
});

describe('the language to match in', () => {
  it.each([
    ['How much does it cost?', 'ja', 'en'],
    ['費用はいくらですか', 'en', 'ja'],
    ['What is 特定技能 exactly?', 'ja', 'en'],
    ['FY2025のJETROのプログラムは?', 'en', 'ja'],
    ['JETRO', 'ja', 'ja'],
    ['https://example.com/abc', 'ja', 'ja'],
    ['12345', 'en', 'en'],
    ['deadline', 'ja', 'en'],
  ])('%s in a conversation in %s is matched in %s', (text, fallback, language) => {
    expect(detectLanguage(text, fallback, ['ja', 'en'])).toBe(language);
  });
  it('keeps to the languages there is knowledge in', () => {
    expect(detectLanguage('How much does it cost?', 'ja', ['ja'])).toBe('ja');
  });
});

describe('the questions in a message', () => {
  it.each([
    ['個人事業主ですが申し込めますか。費用は?', 2],
    ['Is it free, and how do we apply?', 2],
    ['病院の事務局です。費用はかかりますか。', 1],
    ['費用はかかりますか', 1],
    ['ありがとう。', 0],
  ])('%s asks %i', (text, n) => expect(splitQuestion(text)).toHaveLength(n));
});
