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
  社内 残念 一 二 三 考 想定 希望 採用 雇用 雇 働 来 出 持 取 使 入 聞 見 始 続 決 中心 主 形 本当 完全 正直 基本 基本的 確実 当然 普通 通常 当面 当分`.split(
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
  if (deniesHit(hit, clause) || (specific && denies)) {
    const opposite = oppositeOf(key, book);
    return opposite ? [{ key: opposite, specific, sure: deniesAtOnce(hit, clause), weak, hit }] : [];
  }
  const unknown = hasUnknownWords(specific ? clause.slice(hit.end) : remove(clause, hits), vocabulary);
  if (!specific && unknown && clause.length > LONG) return [];
  return [{ key, specific, sure: !unknown || (specific && hit.final), weak, hit }];
}

function oppositeOf(key: string, { roles }: PhraseBook): string | undefined {
  if (key === roles.yes) return roles.no;
  return key === roles.no ? roles.yes : undefined;
}

/** 「株式会社ではない」, "not a regular employee". */
function deniesHit({ start, end, phrase }: Hit, clause: string): boolean {
  const behind = clause.slice(end);
  if (/^(では?な[いくか]|以外|というわけでは|わけでは|とは言え)/.test(behind)) return true;
  if (!phrase.specific || !isLatin(clause[start])) return false;
  return clause
    .slice(0, start)
    .trim()
    .split(' ')
    .slice(-3)
    .some((word) => /^(not|never|no|without|neither)$/.test(word));
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

/** Whether a piece of text has words that belong neither to the criterion nor to every sentence. */
function hasUnknownWords(piece: string, vocabulary: string): boolean {
  const runs = piece.match(/[a-z0-9']{2,}|[一-鿿々]+|[ァ-ヺー]{2,}/g) ?? [];
  return runs.some((run) => !isKnown(run, vocabulary));
}

function isKnown(run: string, vocabulary: string): boolean {
  if (isLatin(run[0])) return isFunctionWord(run) || indexOfWords(vocabulary, run) >= 0;
  const stem = run.slice(0, -1);
  const known = (word: string) => NEUTRAL.has(word) || vocabulary.includes(word);
  return known(run) || (stem !== '' && known(stem) && NEUTRAL.has(run.slice(-1)));
}
