import type { z } from 'zod';
import { nameOf, type Path, startsWith, valueAt } from './data-path.js';
import { type Issue, show } from './finding.js';
import type { Explanation } from './unknown-headings.js';

/** A heading that has slipped up behind the text of the line before: 「- タダ answer: 無料」. Explains both paths. */
export function gluedLines(issues: z.core.$ZodIssue[], data: unknown): Explanation[] {
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
export function unfinishedItems(
  issues: z.core.$ZodIssue[],
  data: unknown,
): { gaps: Issue[]; rest: z.core.$ZodIssue[] } {
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
