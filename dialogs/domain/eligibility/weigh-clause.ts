import { isFunctionWord } from './english-forms.js';
import { findPhrases, type Hit, indexOfWords } from './find-phrases.js';
import { isLatin } from './fold-text.js';
import type { PhraseBook } from './phrase-book.js';

/** What one phrase of a clause says about a criterion. */
export interface Saying {
  key: string;
  specific: boolean;
  sure: boolean;
  /** A short word in passing: it counts only where nothing weightier is said. */
  weak: boolean;
  hit: Hit;
}

/** A clause longer than this with words about something else is not taken for an everyday yes or no. */
const LONG = 40;
const NEUTRAL: ReadonlySet<string> = new Set(
  `今 現在 今年 来年 去年 来月 今月 弊社 当社 社 会社 自社 私 一応 実際 特 全部 全 全然 現時点 時点 今後 予定 一切 方 時 思 言 場合 件 回答 答 人 者 中 前 後 次 以上 何
  社内 残念 一 二 三 考 想定 希望 採用 雇用 雇 働 来 出 持 取 使 入 聞 見 始 続 決 中心 主 形 本当 完全 正直 基本 基本的 確実 当然 普通 通常 当面 当分 年 月 日 間 数 気 最近 以前 昔 少 多 側 先 用 毎年 毎月`.split(
    /\s+/,
  ),
);

/** What a clause says about a criterion, in order; empty when nothing. Listed words come before everyday ones. */
export function weighClause(clause: string, book: PhraseBook, vocabulary = book.vocabulary): Saying[] {
  const hits = findPhrases(clause, book);
  const negated = hits.some(({ final, phrase, start }) => {
    return final && !phrase.specific && phrase.key === book.roles.no && !isLatin(clause[start]);
  });
  const denies = negated && !clause.includes('しか');
  const sayings = hits.flatMap((hit) => sayingOf(hit, hits, clause, book, denies, vocabulary));
  return sayings.some(({ specific, weak }) => specific && !weak) ? sayings.filter(({ specific }) => specific) : sayings;
}

function sayingOf(
  hit: Hit,
  hits: Hit[],
  clause: string,
  book: PhraseBook,
  denies: boolean,
  vocabulary: string,
): Saying[] {
  const { key, specific, length } = hit.phrase;
  const weak = specific && !hit.final && length <= 2;
  if (deniesHit(hit, clause) || (specific && denies && isDenied(hit, clause, book))) {
    const opposite = oppositeOf(key, book);
    return opposite ? [{ key: opposite, specific, sure: deniesAtOnce(hit, clause), weak: false, hit }] : [];
  }
  const unknown = hasUnknownWords(specific ? clause.slice(hit.end) : remove(clause, hits), vocabulary);
  if (!specific && unknown && clause.length > LONG) return [];
  const odd = specific && denies && !hit.final && !/^(で|て|なので|のため|し)/.test(clause.slice(hit.end));
  return [{ key, specific, sure: !odd && (!unknown || (specific && hit.final)), weak, hit }];
}

/** A negative ending turns a yes round, a no only where that is what it speaks of: アルバイトは雇わない, but 作成中でまだない. */
function isDenied({ phrase, end }: Hit, clause: string, { roles }: PhraseBook): boolean {
  return phrase.key !== roles.no || /^(など|とか)?(した|た)?(こと)?(は|を|も|では|が)/.test(clause.slice(end));
}

function oppositeOf(key: string, { roles }: PhraseBook): string | undefined {
  if (key === roles.yes) return roles.no;
  return key === roles.no ? roles.yes : undefined;
}

/** A phrase that is itself negative: what stands before it does not turn it round. */
const NEGATION = /\b(no|not|never|without|cannot)\b/;

/** 「株式会社ではない」, "not a regular employee". */
function deniesHit({ start, end, phrase }: Hit, clause: string): boolean {
  const behind = clause.slice(end);
  if (/^(では?な[いくか]|以外|というわけでは|わけでは|とは言え)/.test(behind)) return true;
  if (!phrase.specific || !isLatin(clause[start]) || NEGATION.test(phrase.parts[0]!)) return false;
  return /(^| )(no|(not|never|without|neither)( [a-z']{1,12}){0,2})$/.test(
    clause.slice(Math.max(0, start - 40), start).trim(),
  );
}

function deniesAtOnce({ start }: Hit, clause: string): boolean {
  return isLatin(clause[start]) && /(^| )(not|no|not a|not an|without)$/.test(clause.slice(0, start).trim());
}

function remove(clause: string, hits: Hit[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of hits) {
    rest += `${clause.slice(from, start)} `;
    from = end;
  }
  return rest + clause.slice(from);
}

/** One kanji before hiragana that is no particle: 迎えたい, 考えて. Verbs bring no subject of their own. */
const VERB_STEM = /(?<![一-鿿々])[一-鿿々](?=[ぁ-ん])(?![はがをのにもとやで])/g;

/** Whether a piece of text has words that belong neither to the criterion nor to every sentence. */
function hasUnknownWords(piece: string, vocabulary: string): boolean {
  const nouns = piece.replace(VERB_STEM, ' ');
  const runs = nouns.match(/[a-z0-9']{2,}|[一-鿿々]+|[ァ-ヺー]{2,}/g) ?? [];
  return runs.some((run) => !isKnown(run, vocabulary));
}

/** A word of the criterion or of every sentence, or two such words in one: 人事担当, 3年間. */
function isKnown(run: string, vocabulary: string): boolean {
  if (isLatin(run[0])) return isFunctionWord(run) || indexOfWords(vocabulary, run) >= 0;
  const known = (word: string) => NEUTRAL.has(word) || vocabulary.includes(word);
  if (known(run)) return true;
  return [...run].some((_, at) => at > 0 && at < 8 && known(run.slice(0, at)) && known(run.slice(at)));
}
