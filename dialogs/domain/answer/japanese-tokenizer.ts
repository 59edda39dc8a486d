import { foldKana, normalise } from './normalise.js';
import type { TokenizedText, Tokenizer, Word, WordKind } from './tokenizer.js';

interface Morpheme {
  surface: string;
  baseForm?: string;
  reading?: string;
  partOfSpeech: string;
  partOfSpeechSubcategory1?: string;
}

interface Analyser {
  tokenize(text: string): Morpheme[];
}

// Left out inside the analyser, because handing a morpheme to JavaScript costs ten times what finding it does.
const FUNCTION_TAGS = [
  ...['', ',格助詞', ',格助詞,一般', ',格助詞,引用', ',格助詞,連語', ',接続助詞', ',係助詞', ',副助詞', ',間投助詞'],
  ...[',並立助詞', ',終助詞', ',副助詞／並立助詞／終助詞', ',連体化', ',副詞化', ',特殊'],
].map((tag) => `助詞${tag}`);
const SYMBOL_TAGS = ['', ',一般', ',句点', ',読点', ',空白', ',括弧開', ',括弧閉'].map((tag) => `記号${tag}`);
const STOP_TAGS = [
  ...FUNCTION_TAGS,
  ...SYMBOL_TAGS,
  '助動詞',
  '接続詞',
  'フィラー',
  '感動詞',
  '動詞,接尾',
  '動詞,非自立',
];

// They stand in every question and tell none apart. Question words (いつ, いくら, どこ) do, and are kept.
const STOP_WORDS = new Set(
  'する ある いる なる れる られる できる 出来る くださる 下さる いただく 頂く 教える おしえる 知る 聞く きく 伺う 願う お願い ご 御 お 思う 言う いう ください もの こと ため よう ところ の ん これ それ あれ この その ございます よろしい 宜しい 場合 について 方 さん 様'.split(
    ' ',
  ),
);

const KANJI = /[一-龠々〆]/g;
const KANA_ONLY = /^[ぁ-んァ-ヶー]+$/;

/**
 * Loads the Japanese analyser (IPADIC inside WebAssembly, about 0.3 s and 110 MB) and resolves when it can be used.
 * Load it once, off the way of the server's start.
 */
export async function loadJapaneseTokenizer(): Promise<Tokenizer> {
  const lindera = await import('lindera-wasm-nodejs-ipadic');
  const builder = new lindera.default.TokenizerBuilder();
  builder.setDictionary('embedded://ipadic');
  builder.setMode('normal');
  builder.appendTokenFilter('japanese_stop_tags', { tags: STOP_TAGS });
  const analyser = builder.build() as Analyser;
  return { tokenize: (text) => readMorphemes(analyser, normalise(text)) };
}

function readMorphemes(analyser: Analyser, text: string): TokenizedText {
  const words: Word[] = [];
  let sound = '';
  let end = 0;
  for (const morpheme of analyser.tokenize(text)) {
    const start = text.indexOf(morpheme.surface, end);
    sound += text.slice(end, start) + readingOf(morpheme);
    end = start + morpheme.surface.length;
    words.push(...wordsOf(morpheme));
  }
  return { words, sound: foldKana(sound + text.slice(end)) };
}

function readingOf(morpheme: Morpheme): string {
  const known = morpheme.reading && morpheme.reading !== '*';
  return known ? (morpheme.reading as string) : morpheme.surface;
}

function wordsOf(morpheme: Morpheme): Word[] {
  const base = morpheme.baseForm && morpheme.baseForm !== '*' ? morpheme.baseForm : morpheme.surface;
  if (STOP_WORDS.has(base) || /^[\s\p{P}\p{S}]*$/u.test(base)) return [];
  const kind = kindOf(morpheme);
  return [{ term: canonicalJapanese(base, kind), kind }];
}

function kindOf({ partOfSpeech, partOfSpeechSubcategory1 }: Morpheme): WordKind {
  if (partOfSpeech === '動詞') return 'verb';
  if (partOfSpeech === '形容詞') return 'adjective';
  if (partOfSpeech !== '名詞' && partOfSpeech !== 'UNK') return 'other';
  if (partOfSpeechSubcategory1 === '接尾') return 'suffix';
  return partOfSpeechSubcategory1 === '数' ? 'number' : 'noun';
}

/** One spelling for a word's variants: 申し込み, 申込, 申し込む and 申し込める are 申込; ゴミ and ごみ are ごみ. */
export function canonicalJapanese(base: string, kind: WordKind = 'noun'): string {
  if (KANA_ONLY.test(base)) return foldKana(base);
  const kanji = base.match(KANJI) ?? [];
  const skeleton = kanji.length >= 2 || (kind === 'verb' && kanji.length === 1);
  return skeleton && /[ぁ-ん]/.test(base) ? kanji.join('') : base;
}
