import type { z } from 'zod';
import { type Issue, show } from './finding.js';
import { likeness, nearestName } from './nearest-name.js';
import { keysAt } from './schema-keys.js';

type Path = (string | number)[];

/** What an explanation may look at: the data, how it was typed, the schema. */
interface Context {
  data: unknown;
  source(path: Path): string | undefined;
  schema: z.ZodType;
}

const KINDS: Record<string, string> = {
  string: '文字',
  number: '数',
  int: '整数',
  boolean: 'true か false',
  array: '「- 」で始まる項目の並び',
  object: '「見出し: 値」の並び',
  record: '「見出し: 値」の並び',
};

/** A schema's complaints about a file's data, in the words of the people who keep the file. */
export function explainIssues(error: z.ZodError, context: Context): Issue[] {
  const unknown = unknownHeadings(error.issues, context);
  const glued = gluedLines(error.issues, context.data);
  const explained = new Set(
    [...unknown, ...glued].flatMap(({ explains }) => explains.map((path) => JSON.stringify(path))),
  );
  const others = error.issues.filter(
    (issue) => issue.code !== 'unrecognized_keys' && !explained.has(JSON.stringify(issue.path)),
  );

  const { gaps, rest } = unfinishedItems(others, context.data);
  const issues = rest.map((issue) => explainIssue(issue, context));
  return [...[...unknown, ...glued].map(({ issue }) => issue), ...gaps, ...withoutEchoes(issues)];
}

/** A heading that has slipped up behind the text of the line before: 「- タダ answer: 無料」. Explains both paths. */
function gluedLines(issues: z.core.$ZodIssue[], data: unknown): { explains: Path[]; issue: Issue }[] {
  const missing = issues.map(({ path }) => path as Path).filter((path) => valueAt(data, path) === undefined);
  return issues.flatMap((found) => {
    const path = found.path as Path;
    const value = valueAt(data, path);
    if (found.code !== 'invalid_type' || found.expected !== 'string' || typeof value !== 'object' || !value) return [];
    const words = String(Object.keys(value)[0]);
    const lost = missing.find((other) => startsWith(path, other.slice(0, -1)) && words.endsWith(String(other.at(-1))));
    if (!lost) return [];
    const heading = `「${String(lost.at(-1))}:」`;
    const what = `${heading}が、前の行の文章につながっています: ${show(words)}`;
    return [{ explains: [lost, path], issue: { path, what, fix: `${heading}の前で改行してください。` } }];
  });
}

/** Items of a list that lack several headings, as after a save that stopped half-way: one finding an item. */
function unfinishedItems(issues: z.core.$ZodIssue[], data: unknown): { gaps: Issue[]; rest: z.core.$ZodIssue[] } {
  const missing = issues.filter(({ path }) => typeof path[0] === 'number' && valueAt(data, path as Path) === undefined);
  const items = [...new Set(missing.map(({ path }) => path[0] as number))];
  const gaps = items
    .map((index) => [index, missing.filter(({ path }) => path[0] === index)] as const)
    .filter(([, found]) => found.length > 1);
  const told = new Set(gaps.flatMap(([, found]) => found));
  return {
    gaps: gaps.map(([index, found]) => ({
      path: [index],
      what: `${found.map(({ path }) => nameOf(path as Path)).join('')}がありません。項目が途中で終わっているようです。`,
      fix: `${found.map(({ path }) => `「${String(path.at(-1))}: 」`).join('')}を書いてください。保存が途中で止まったときは、保存し直してください。`,
    })),
    rest: issues.filter((issue) => !told.has(issue)),
  };
}

/** One finding a place: the first complaint about it. */
function withoutEchoes(issues: Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ path }) => {
    const key = JSON.stringify(path);
    return !seen.has(key) && seen.add(key);
  });
}

/** Headings that don't exist, each with the one that was probably meant: a missing one, or the most like. */
function unknownHeadings(issues: z.core.$ZodIssue[], { data, schema }: Context) {
  const missing = issues.filter((issue) => valueAt(data, issue.path as Path) === undefined).map(({ path }) => path);
  return issues.flatMap((found) => {
    if (found.code !== 'unrecognized_keys') return [];
    const parent = found.path as Path;
    const absent = missing
      .filter((path) => path.length === parent.length + 1 && parent.every((key, index) => key === path[index]))
      .map((path) => String(path.at(-1)));
    return found.keys.map((key) => {
      const outside = misplaced(key, parent, missing as Path[], schema);
      if (outside) return outside;
      const meant = meantHeading(key, found.keys, absent, keysAt(schema, parent));
      const issue = unknownHeading([...parent, key], key, meant, keysAt(schema, parent));
      return { explains: meant ? [[...parent, meant]] : [], issue };
    });
  });
}

/** A heading that is right one level further in or out. */
function misplaced(key: string, parent: Path, missing: Path[], schema: z.ZodType) {
  const path = [...parent, key];
  const inside = missing.filter((other) => other.length > path.length && startsWith(other, parent));
  const inner = inside.find((other) => likeness(String(other.at(-1)), key) > 0.8);
  if (inner) {
    const right = inner.at(-1) === key;
    const what = right ? `${show(key)}の字下げが浅すぎます。` : `${show(key)}という見出しは使えません。`;
    const write = right ? '' : `「${String(inner.at(-1))}:」と書き、`;
    const fix = `${write}「${String(inner.at(-2))}:」の中に入るように、半角の空白で字下げしてください。`;
    return { explains: [inner], issue: { path, what, fix, heading: true } };
  }
  if (parent.length < 2 || !keysAt(schema, parent.slice(0, -1)).includes(key)) return undefined;
  const what = `${show(key)}の字下げが深すぎます。`;
  const fix = `「${String(parent.at(-1))}:」の中ではなく、その外に書いてください。`;
  return { explains: [path.slice(0, -2).concat(key)], issue: { path, what, fix, heading: true } };
}

function startsWith(path: Path, beginning: Path): boolean {
  return beginning.every((key, index) => key === path[index]);
}

function meantHeading(key: string, unknown: string[], absent: string[], known: string[]): string | undefined {
  if (absent.length === 1 && unknown.length === 1) return absent[0];
  const meant = nearestName(key, known);
  return meant && absent.includes(meant) ? meant : (nearestName(key, absent, 0.4) ?? meant);
}

function unknownHeading(path: Path, key: string, meant: string | undefined, known: string[]): Issue {
  const what = `${show(key)}という見出しは使えません。`;
  if (meant && likeness(meant, key) > 0.4) return { path, ...misspelt(key, meant), heading: true };
  const list = known.map((name) => `「${name}」`).join('');
  const fix = meant
    ? `足りない「${meant}:」のつもりなら、そう書いてください。`
    : `いらない行なら消してください。ここで使える見出しは${list}です。`;
  return { path, what, fix, heading: true };
}

function misspelt(key: string, meant: string): Pick<Issue, 'what' | 'fix'> {
  return { what: `${show(key)}という見出しは使えません。`, fix: `「${meant}:」と書いてください。` };
}

function explainIssue(issue: z.core.$ZodIssue, { data, source }: Context): Issue {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  const name = nameOf(path);
  const typed = show(source(path) ?? value);
  if (value === undefined) {
    const typo = nearestName(String(path.at(-1)), Object.keys(valueAt(data, path.slice(0, -1)) ?? {}), 0.75);
    if (typo) return { path: [...path.slice(0, -1), typo], ...misspelt(typo, String(path.at(-1))), heading: true };
  }
  if (value === undefined || value === null) return missingValue(path, name, issue, value === null);
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(path, name, issue.expected, value, source(path));
    case 'invalid_value':
      return {
        path,
        what: `${name}に${typed}は使えません。`,
        fix: `${issue.values.map((allowed) => show(String(allowed))).join('')}のどれかにしてください。`,
      };
    case 'too_small':
      if (issue.origin === 'string') return { path, what: `${name}の文章が空です。`, fix: '文章を書いてください。' };
      return { path, what: `${name}が足りません。`, fix: `${issue.minimum}つ以上書いてください。` };
    case 'too_big':
      return {
        path,
        what: `${name}が多すぎます（今は${sizeOf(value)}）。`,
        fix: `${issue.maximum}つまでにしてください。`,
      };
    default:
      return spoken(path, issue.message, name, typed);
  }
}

function missingValue(path: Path, name: string, issue: z.core.$ZodIssue, empty: boolean): Issue {
  const expected = issue.code === 'invalid_type' ? issue.expected : 'string';
  const kind = KINDS[expected] ?? '値';
  if (typeof path.at(-1) === 'number') {
    return {
      path,
      what: '「- 」の後ろに何もありません。',
      fix: `${kind}を書くか、行を消してください。「#」で始めるときは "…" で囲みます。`,
    };
  }
  const last = String(path.at(-1) ?? '');
  if (path.length === 0) return { path, what: 'ファイルが空です。', fix: '前の版に戻すか、内容を書いてください。' };
  if (!empty) return { path, what: `${name}がありません。`, fix: `「${last}: 」の行を加え、${kind}を書いてください。` };
  return {
    path,
    what: `${name}の後ろに何もありません。`,
    fix: `「${last}: 」の後ろに${kind}を書いてください。「#」から後ろは読まれないので、「#」で始めるときは "…" で囲みます。`,
    heading: true,
  };
}

function wrongType(path: Path, name: string, expected: string, value: unknown, source: string | undefined): Issue {
  const kind = KINDS[expected] ?? expected;
  const typed = source ?? String(value);
  const what = `${name}の値${show(typed)}は${kind}ではありません。`;
  if (expected === 'string' && typeof value !== 'object')
    return { path, what, fix: `"${typed}" のように、半角の "…" で囲んでください。` };
  if (expected === 'string')
    return { path, what, fix: `文章なら "${oneLine(typed)}" のように、全体を半角の "…" で囲んでください。` };
  if (expected === 'array') return { path, what, fix: '1行に1つずつ、「- 」で始めて書いてください。' };
  if (expected === 'number' || expected === 'int')
    return { path, what, fix: '半角の数字だけを、引用符なしで書いてください。' };
  return { path, what, fix: `${kind}を書いてください。` };
}

/** Messages that a schema of ours brings along have the form `what → fix`. */
function spoken(path: Path, message: string, name: string, typed: string): Issue {
  const [what, fix] = message.split(' → ');
  if (what && fix) return { path, what: `${what.replace(/。$/, '')}: ${typed}`, fix };
  return { path, what: `${name}に${typed}は使えません。`, fix: '前後の書き方にならって直してください。' };
}

function nameOf(path: Path): string {
  const words = path.filter((key): key is string => typeof key === 'string');
  if (words.length === 0)
    return typeof path.at(-1) === 'number' ? `${Number(path.at(-1)) + 1}番目の項目` : 'ファイル全体';
  const place = typeof path.at(-1) === 'number' ? `の${Number(path.at(-1)) + 1}番目` : '';
  return `「${words.slice(-2).join(' の ')}」${place}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('"', '');
  return [...line].length > 40 ? `${[...line].slice(0, 40).join('')}…` : line;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key as string], data);
}

function sizeOf(value: unknown): string {
  return Array.isArray(value) ? `${value.length}つ` : show(value);
}
