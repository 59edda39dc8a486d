import { MOMENT_FACTS, placeholdersOf } from '../facts.js';
import { type Issue, show } from './finding.js';
import { nearestName } from './nearest-name.js';
import type { Program } from './program.js';

type Path = (string | number)[];

/** Every text in a file's data, with its path. */
export function textsOf(data: unknown, path: Path = []): { path: Path; text: string }[] {
  if (typeof data === 'string') return [{ path, text: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    textsOf(value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

/** Names that `{{…}}` may hold. */
export function factNames(program: Program): Set<string> {
  return new Set(['fiscal-year', 'fiscal-year.next', ...MOMENT_FACTS, ...Object.keys(program.facts)]);
}

/** What texts may not hold: unknown or misspelt facts, values that belong into program.yaml, HTML. One finding a text. */
export function checkTexts(data: unknown, program: Program): Issue[] {
  const names = factNames(program);
  return textsOf(data).flatMap(
    ({ path, text }) =>
      [markup(path, text), malformedFact(path, text), ...unknownFacts(path, text, names), literal(path, text)].find(
        (issue) => issue !== undefined,
      ) ?? [],
  );
}

/** Names between braces that no fact has. */
export function unknownFacts(path: Path, text: string, names: ReadonlySet<string>): Issue[] {
  return placeholdersOf(text)
    .filter((name) => !names.has(name))
    .map((name) => {
      const near = nearestName(name, [...names]);
      const fix = near ? `「{{${near}}}」ではありませんか。` : 'program.yaml に加えるか、名前を確かめてください。';
      const what = `「{{${name}}}」という名前は program.yaml にありません。`;
      return { path, what, fix, letters: name };
    });
}

/** Braces that were meant as `{{name}}` and are not. */
export function malformedFact(path: Path, text: string): Issue | undefined {
  if (!/[{}｛｝]/.test(text)) return undefined;
  const rest = text.replace(/\{\{\s*[\p{L}\p{N}.-]+\s*\}\}/gu, '');
  const found = /\{\{[^}]*\}{0,2}|\{[\w.-]+\}{1,2}|[｛][^｝]*[｝]+|\}\}/u.exec(rest);
  if (!found) return undefined;
  const name = found[0].replace(/[^A-Za-z0-9.-]+/g, '');
  const fix = `半角の波括弧2つで、「{{${name || '名前'}}}」のように書いてください。`;
  return { path, what: `波括弧の書き方が違います: ${show(found[0])}`, fix, letters: found[0] };
}

function markup(path: Path, text: string): Issue | undefined {
  const found = /<\/?[A-Za-z][^<>]*>|\$\{|!\[[^\]]*\]\(|\]\(\s*(?!\{\{)/.exec(text);
  if (!found) return undefined;
  return {
    path,
    what: `HTMLやプログラムの書き方が入っています: ${show(found[0])}`,
    fix: 'ふつうの文章で書いてください。URLは {{名前}} を書けば、自動でリンクになります。',
    letters: found[0],
  };
}

/** Lists of what people type; they may say anything. Dates of review are dates. */
const FREE = new Set(['ask', 'say', 'words', 'tests', 'not', 'common', 'sections', 'reviewed']);
const LITERALS: [RegExp, string][] = [
  [/https?:\/\/|www\.|\.(go|co|or)\.jp/i, 'URL'],
  [/[\w.+-]+@[\w-]+\.\w+/, 'メールアドレス'],
  [/0\d{1,3}[-‐ー(]\d{2,4}[-‐ー)]\d{3,4}/, '電話番号'],
  [/\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日|FY\s?\d{4}|令和\s*\d|\b(19|20)\d{2}\b/, '日付や年度'],
  [
    /\d+\s*(社|円|万円|週間|時間|か月|ヶ月|カ月|年間|日間|件|companies|yen|weeks?|hours?|months?|years?|days?)/i,
    '数量',
  ],
];

/** URLs, addresses, numbers and dates that belong into program.yaml. */
export function literalFacts(data: unknown): Issue[] {
  return textsOf(data).flatMap(({ path, text }) => literal(path, text) ?? []);
}

// Most texts hold none of these, and are not looked at further.
const MAY_HOLD = /[\d０-９@＠]|www|http|\.jp/i;

function literal(path: Path, text: string): Issue | undefined {
  if (!MAY_HOLD.test(text) || path.some((key) => FREE.has(String(key)))) return undefined;
  const plain = text.normalize('NFKC');
  for (const [pattern, kind] of LITERALS) {
    const found = pattern.exec(plain);
    if (!found) continue;
    return {
      path,
      what: `${kind}がそのまま書かれています: ${show(plain.slice(Math.max(0, found.index - 8), found.index + 24))}`,
      fix: '値は program.yaml に一度だけ書き、ここでは {{名前}} を使ってください。',
      letters: text === plain ? found[0] : /[０-９]+/.exec(text)?.[0],
    };
  }
  return undefined;
}
