import { type Facts, fill, placeholdersOf } from '../facts.js';
import { show } from './finding.js';
import type { Entry, Language } from './knowledge.js';
import type { Program } from './program.js';
import type { Warning } from './quality-dates.js';

/** Longest sentence that is read at one go: letters in Japanese, words elsewhere. */
const LONGEST = { letters: 60, words: 30 };
/** Share of kanji above which a text looks hard. */
const KANJI = 0.5;
const LEAST_LETTERS = 40;

/** Sentences that are too long and answers with too many kanji, as people read them: with the facts put in. */
export function hardToRead(entries: Entry[], facts: (language: Language) => Facts): Warning[] {
  return entries.flatMap((entry) =>
    Object.entries(entry.text).flatMap(([language, { answer, more }]) =>
      Object.entries({ answer, more }).flatMap(([key, text]) => {
        const path = [language, key];
        if (!text) return [];
        const found = [...longSentences(fill(text, facts(language)), language), ...manyKanji(text, language)];
        return found.map((advice) => ({ entry: entry.id, path, ...advice }));
      }),
    ),
  );
}

type Advice = Pick<Warning, 'what' | 'fix'>;

function longSentences(text: string, language: Language): Advice[] {
  const japanese = language === 'ja';
  const sentences = text.split(japanese ? /(?<=[。！？])|\n+/ : /(?<=[.!?])\s+|\n+/).map((sentence) => sentence.trim());
  return sentences.flatMap((sentence) => {
    const read = sentence.replace(/https?:\S+|\S+@\S+/g, 'URL');
    const size = japanese ? [...read].length : read.split(/\s+/).length;
    if (size <= (japanese ? LONGEST.letters : LONGEST.words)) return [];
    const what = `文が長すぎます（${size}${japanese ? '文字' : '語'}）: ${show(sentence)}`;
    return [{ what, fix: `${japanese ? `${LONGEST.letters}文字` : `${LONGEST.words}語`}までの文に分けてください。` }];
  });
}

/** Names in the facts are what they are: only the words between them are counted. */
function manyKanji(text: string, language: Language): Advice[] {
  const words = text.replace(/\{\{[^}]*\}\}/g, '');
  const letters = [...words.replace(/[\s\p{P}\p{S}A-Za-z0-9]/gu, '')];
  const kanji = letters.filter((letter) => /\p{Script=Han}/u.test(letter)).length;
  if (language !== 'ja' || letters.length < LEAST_LETTERS || kanji / letters.length <= KANJI) return [];
  const share = Math.round((kanji / letters.length) * 100);
  return [
    {
      what: `漢字が多く（${share}%）、読みにくい文章です: ${show(text)}`,
      fix: 'やさしい言葉に言いかえるか、ひらがなを増やしてください。',
    },
  ];
}

// The dialogs and the pages name these themselves.
const NEEDED = new Set([
  'program.name',
  'program.short',
  'apply.url',
  'period.end',
  'privacy.url',
  'contact.email',
  'contact.phone',
]);

/** Facts that no text uses; `texts` are all texts of the bot, knowledge and phrases alike. */
export function unusedFacts({ facts }: Program, texts: string[]): Warning[] {
  const inside = Object.values(facts).flatMap((fact) =>
    typeof fact === 'string' ? [fact] : 'text' in fact ? Object.values(fact.text) : [],
  );
  const used = new Set([...texts, ...inside].flatMap(placeholdersOf));
  return Object.keys(facts)
    .filter((name) => !used.has(name) && !NEEDED.has(name))
    .map((name) => {
      const [group = '', ...rest] = name.split('.');
      const what = `「{{${name}}}」は、どの文章でも使われていません。`;
      return { path: [group, rest.join('.')], what, fix: 'いらなければ消してください。', heading: true };
    });
}
