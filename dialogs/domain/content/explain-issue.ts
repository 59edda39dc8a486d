import type { z } from 'zod';
import type { Issue } from './finding.js';
import { show } from './yaml-file.js';

const KINDS: Record<string, string> = {
  string: '文字',
  number: '数',
  boolean: 'true か false',
  array: '「- 」で始まる項目の並び',
  object: '「見出し: 値」の並び',
  record: '「見出し: 値」の並び',
};

/** A schema's complaints about `data`, in the words of the people who keep the file. */
export function explainIssues(error: z.ZodError, data: unknown): Issue[] {
  return error.issues.flatMap((issue) => explainIssue(issue, valueAt(data, issue.path as Path)));
}

type Path = (string | number)[];

function explainIssue(issue: z.core.$ZodIssue, value: unknown): Issue[] {
  const path = issue.path as Path;
  const name = path.length > 0 ? String(path.at(-1)) : 'ファイル';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        what: `${show(key)}という見出しは使えません。`,
        fix: '綴りを確かめてください。いらない行なら消してください。',
      }));
    case 'invalid_type':
      return [wrongType(path, name, issue.expected, value)];
    case 'invalid_value':
      return [
        {
          path,
          what: `${name} の値 ${show(value)} は使えません。`,
          fix: `${issue.values.join('、')} のどれかにしてください。`,
        },
      ];
    case 'too_small':
      return [
        { path, what: `${name} が足りません（今は${sizeOf(value)}）。`, fix: `${issue.minimum}つ以上にしてください。` },
      ];
    default:
      return [spoken(path, issue.message, name, value)];
  }
}

function wrongType(path: Path, name: string, expected: string, value: unknown): Issue {
  const wanted = KINDS[expected] ?? expected;
  if (value === undefined || value === null) {
    return { path, what: `${show(name)}がありません。`, fix: `${name}: を書き、${wanted}を入れてください。` };
  }
  const quotes = expected === 'string' ? 'そのままの文字にするときは "…" で囲みます。' : '';
  return {
    path,
    what: `${name} の値 ${show(value)} は${wanted}ではありません。`,
    fix: `${wanted}を書いてください。${quotes}`,
  };
}

/** Messages that a schema of ours brings along have the form `what → fix`. */
function spoken(path: Path, message: string, name: string, value: unknown): Issue {
  const [what, fix] = message.split(' → ');
  if (what && fix) return { path, what: `${what}（${show(value)}）`, fix };
  return { path, what: `${name} の値 ${show(value)} は使えません。`, fix: '前後の書き方にならって直してください。' };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key as string], data);
}

function sizeOf(value: unknown): string {
  return Array.isArray(value) ? `${value.length}つ` : show(value);
}
