import { MOMENT_FACTS, placeholdersOf } from '../facts.js';
import type { Issue } from './finding.js';
import type { Entry } from './knowledge.js';
import type { Program } from './program.js';
import { show } from './yaml-file.js';

/** Every text in a file's data, with its path. */
export function textsOf(data: unknown, path: (string | number)[] = []): { path: (string | number)[]; text: string }[] {
  if (typeof data === 'string') return [{ path, text: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    textsOf(value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

/** Placeholders that name no fact. */
export function unknownFacts(data: unknown, program: Program): Issue[] {
  const names = new Set<string>(['fiscal-year', 'fiscal-year.next', ...MOMENT_FACTS, ...Object.keys(program.facts)]);
  return textsOf(data).flatMap(({ path, text }) =>
    placeholdersOf(text)
      .filter((name) => !names.has(name))
      .map((name) => ({
        path,
        what: `{{${name}}} という事実は program.yaml にありません。`,
        fix: `名前を確かめてください。近い名前: ${nearest(name, [...names])}`,
      })),
  );
}

const DATED_KEYS = new Set(['reviewed']);
const LITERALS: [RegExp, string][] = [
  [/https?:\/\/|www\.|\.(go|co|or)\.jp/i, 'URL'],
  [/[\w.+-]+@[\w-]+\.\w+/, 'メールアドレス'],
  [/0\d{1,3}[-‐ー(]\d{2,4}[-‐ー)]\d{3,4}/, '電話番号'],
  [/\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日|FY\s?\d{4}|\b(19|20)\d{2}\b/, '日付や年度'],
  [
    /\d+\s*(社|円|万円|週間|時間|か月|ヶ月|カ月|年間|日間|件|companies|yen|weeks?|hours?|months?|years?|days?)/i,
    '数量',
  ],
];

/** URLs, addresses, numbers and dates that belong into program.yaml. */
export function literalFacts(data: unknown): Issue[] {
  return textsOf(data)
    .filter(({ path }) => !DATED_KEYS.has(String(path.at(-1))))
    .flatMap(({ path, text }) => {
      const found = LITERALS.find(([pattern]) => pattern.test(text.normalize('NFKC')));
      if (!found) return [];
      return [
        {
          path,
          what: `${found[1]}がそのまま書かれています: ${show(text)}`,
          fix: '値は program.yaml に一度だけ書き、ここでは {{名前}} を使ってください。',
        },
      ];
    });
}

/** Ids that are used twice. */
export function duplicateIds(items: { id: string; place: (issue: Issue) => void; index: number }[]): void {
  const seen = new Set<string>();
  for (const { id, place, index } of items) {
    if (seen.has(id)) {
      place({
        path: [index, 'id'],
        what: `id ${show(id)}が2回使われています。`,
        fix: 'どちらかの id を変えてください。',
      });
    }
    seen.add(id);
  }
}

/** Related entries that do not exist. */
export function deadReferences(entries: Entry[], ids: ReadonlySet<string>): Issue[] {
  return entries.flatMap((entry, index) =>
    entry.related.flatMap((id, position) =>
      ids.has(id)
        ? []
        : [
            {
              path: [index, 'related', position],
              what: `related の ${show(id)}という項目はありません。`,
              fix: `id を確かめてください。近い id: ${nearest(id, [...ids])}`,
            },
          ],
    ),
  );
}

/** The name most like the given one, by shared pairs of letters. */
export function nearest(name: string, names: string[]): string {
  const pairs = (word: string) => new Set([...word].slice(1).map((letter, index) => word[index] + letter));
  const own = pairs(name);
  const likeness = (other: string) => {
    const theirs = pairs(other);
    return [...own].filter((pair) => theirs.has(pair)).length / Math.max(own.size + theirs.size, 1);
  };
  return names.reduce((best, other) => (likeness(other) > likeness(best) ? other : best), names[0] ?? '');
}
