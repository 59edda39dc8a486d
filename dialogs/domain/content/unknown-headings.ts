import type { z } from 'zod';
import { type Path, startsWith, valueAt } from './data-path.js';
import { type Issue, show } from './finding.js';
import { likeness, nearestName } from './nearest-name.js';
import { keysAt } from './schema-keys.js';

/** A finding with the paths whose complaints it explains as well. */
export interface Explanation {
  explains: Path[];
  issue: Issue;
}

/** Headings that don't exist, each with the one that was probably meant: a missing one, or the most like. */
export function unknownHeadings(issues: z.core.$ZodIssue[], data: unknown, schema: z.ZodType): Explanation[] {
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
function misplaced(key: string, parent: Path, missing: Path[], schema: z.ZodType): Explanation | undefined {
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

/** What to say of a heading that was meant as another. */
export function misspelt(key: string, meant: string): Pick<Issue, 'what' | 'fix'> {
  return { what: `${show(key)}という見出しは使えません。`, fix: `「${meant}:」と書いてください。` };
}
