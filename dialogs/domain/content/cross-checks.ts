import { type Issue, show } from './finding.js';
import type { Entry, Language, SynonymGroup } from './knowledge.js';
import { nearestName } from './nearest-name.js';

/** An item's id with the way to place a finding at it. */
export interface PlacedId {
  id: string;
  place: (what: Pick<Issue, 'what' | 'fix'>) => void;
}

/** Ids that are used twice: places the second and later ones, and says whether there are any. */
export function duplicateIds(items: PlacedId[]): boolean {
  const seen = new Set<string>();
  for (const { id, place } of items) {
    if (seen.has(id)) {
      place({
        what: `id ${show(id)}が2回使われています。`,
        fix: 'どちらかの id を、ほかと重ならないものに変えてください。',
      });
    }
    seen.add(id);
  }
  return seen.size < items.length;
}

/** Related entries that do not exist, or are the entry itself. */
export function deadReferences(entries: Entry[], ids: ReadonlySet<string>): Issue[] {
  return entries.flatMap((entry, index) =>
    entry.related.flatMap((id, position) => {
      const path = [index, 'related', position];
      if (id === entry.id) {
        return [{ path, what: `related に自分自身の id ${show(id)}があります。`, fix: '消してください。' }];
      }
      if (ids.has(id)) return [];
      const near = nearestName(id, [...ids]);
      const fix = near ? `「${near}」ではありませんか。` : 'いらなければ消してください。';
      return [{ path, what: `related の ${show(id)}という項目はありません。`, fix }];
    }),
  );
}

/** Everyday words that stand for two terms. */
export function doubleSynonyms(synonyms: Record<Language, SynonymGroup[]>): Issue[] {
  return Object.entries(synonyms).flatMap(([language, groups]) => {
    const owner = new Map<string, string>();
    return groups.flatMap(({ term, words }, index) =>
      words.flatMap((word, position) => {
        const other = owner.get(word);
        owner.set(word, term);
        if (other === undefined) return [];
        const what = `${show(word)}が、${show(other)}と${show(term)}の両方にあります。`;
        return [{ path: [language, index, 'words', position], what, fix: 'どちらか一方だけに残してください。' }];
      }),
    );
  });
}

/** Words under `unlike` that are no term, or the term itself. */
export function unknownOpposites(synonyms: Record<Language, SynonymGroup[]>): Issue[] {
  return Object.entries(synonyms).flatMap(([language, groups]) => {
    const terms = groups.map(({ term }) => term);
    return groups.flatMap(({ term, unlike = [] }, index) =>
      unlike.flatMap((other, position) => {
        if (other !== term && terms.includes(other)) return [];
        const near = nearestName(other, terms);
        const what =
          other === term
            ? `${show(term)}が、自分自身と取り違えないことになっています。`
            : `unlike の ${show(other)}という term はありません。`;
        const fix =
          near && near !== term ? `「${near}」ではありませんか。` : '別の term の名前にするか、消してください。';
        return [{ path: [language, index, 'unlike', position], what, fix }];
      }),
    );
  });
}
