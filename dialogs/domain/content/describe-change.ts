import type { Entry, Language } from './knowledge.js';
import type { Knowledge } from './read-knowledge.js';

/** One difference between two sets of knowledge. */
export interface Change {
  kind: 'added' | 'removed' | 'changed';
  /** What it is about: an entry's id, a fact's name, a term. */
  name: string;
  /** For a change: the part, e.g. `ja.answer`. */
  part?: string;
  before?: string;
  after?: string;
}

/** All differences between two sets, part by part, in order of the names. */
export function changesBetween(before: Knowledge, after: Knowledge): Change[] {
  const [old, now] = [flatten(before), flatten(after)];
  const changes: Change[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)];
    if (!was || !is) changes.push({ kind: is ? 'added' : 'removed', name });
    else changes.push(...partChanges(name, was, is));
  }
  return changes.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Changes as short Japanese lines, parts of one item together; at most `most` lines. */
export function summarise(changes: Change[], most = 12): string[] {
  const lines = new Map<string, string[]>();
  for (const { kind, name, part } of changes) {
    const key = `${{ added: '追加', removed: '削除', changed: '変更' }[kind]}: ${name}`;
    lines.set(key, [...(lines.get(key) ?? []), ...(part ? [part.replace(/\.\d+$/, '')] : [])]);
  }
  const all = [...lines].map(([key, parts]) =>
    parts.length > 0 ? `${key}（${[...new Set(parts)].join('、')}）` : key,
  );
  return all.length > most ? [...all.slice(0, most), `ほか${all.length - most}件`] : all;
}

function partChanges(name: string, was: Map<string, string>, is: Map<string, string>): Change[] {
  const parts = new Set([...was.keys(), ...is.keys()]);
  return [...parts]
    .filter((part) => was.get(part) !== is.get(part))
    .map((part) => ({ kind: 'changed', name, part, before: was.get(part), after: is.get(part) }));
}

/** Every item of the set by name, with its parts as text. */
function flatten(knowledge: Knowledge): Map<string, Map<string, string>> {
  const items = new Map<string, Map<string, string>>();
  for (const entry of knowledge.entries) items.set(entry.id, entryParts(entry));
  for (const talk of knowledge.smalltalk) items.set(`smalltalk: ${talk.id}`, leaves(talk));
  for (const subject of knowledge.unanswerable) items.set(`unanswerable: ${subject.id}`, leaves(subject));
  for (const criterion of knowledge.eligibility.criteria) items.set(`eligibility: ${criterion.id}`, leaves(criterion));
  const { criteria: _, ...frame } = knowledge.eligibility;
  items.set('eligibility', leaves(frame));
  for (const [name, fact] of Object.entries(knowledge.program.facts)) items.set(`{{${name}}}`, leaves(fact));
  const { facts: __, ...rest } = knowledge.program;
  items.set('program', leaves(rest));
  for (const [language, groups] of Object.entries(knowledge.synonyms)) {
    for (const { term, words } of groups) items.set(`synonyms ${language}: ${term}`, leaves(words));
  }
  return items;
}

function entryParts({ text, id: _, ...rest }: Entry): Map<string, string> {
  const parts = leaves(rest);
  for (const [language, words] of Object.entries(text) as [Language, Entry['text'][string]][]) {
    for (const [key, value] of Object.entries(words)) {
      if (value !== undefined) parts.set(`${language}.${key}`, Array.isArray(value) ? value.join('\n') : String(value));
    }
  }
  return parts;
}

function leaves(value: unknown, path: string[] = []): Map<string, string> {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return new Map([[path.join('.') || 'words', value.join('\n')]]);
  }
  if (typeof value !== 'object' || value === null)
    return new Map(value === undefined ? [] : [[path.join('.') || 'value', String(value)]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, [...path, key])]));
}
