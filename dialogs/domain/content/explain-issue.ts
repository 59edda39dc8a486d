import type { z } from 'zod';
import { nameOf, type Path, valueAt } from './data-path.js';
import { type Issue, show } from './finding.js';
import { nearestName } from './nearest-name.js';
import { gluedLines, unfinishedItems } from './unfinished-items.js';
import { misspelt, unknownHeadings } from './unknown-headings.js';

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
  const unknown = unknownHeadings(error.issues, context.data, context.schema);
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

/** One finding a place: the first complaint about it. */
function withoutEchoes(issues: Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ path }) => {
    const key = JSON.stringify(path);
    return !seen.has(key) && seen.add(key);
  });
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

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('"', '');
  return [...line].length > 40 ? `${[...line].slice(0, 40).join('')}…` : line;
}

function sizeOf(value: unknown): string {
  return Array.isArray(value) ? `${value.length}つ` : show(value);
}
