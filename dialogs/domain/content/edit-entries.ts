import { type Document, isMap, isScalar, isSeq, parseDocument, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Entry, Language } from './knowledge.js';

const STYLE = { lineWidth: 0, flowCollectionPadding: false };

/** A new entry as staff give it. */
export type NewEntry = Pick<Entry, 'id' | 'sections' | 'text'> & Partial<Pick<Entry, 'related' | 'reviewed'>>;

/** New values of one entry: a text, a list, or undefined to leave the heading out. */
export interface EntryEdit {
  /** Heading inside the entry, e.g. `['ja', 'answer']`. */
  path: string[];
  value: string | string[] | undefined;
}

/** The file's text with edits of one entry; comments, order and everything else stay as they are typed. */
export function editEntry(text: string, id: string, edits: EntryEdit[]): string {
  const document = parseDocument(text);
  const entry = entryNode(document, id);
  if (!entry) throw new Error(`no entry ${id}`);
  for (const { path, value } of edits) setValue(document, entry, path, value);
  return document.toString(STYLE);
}

/** The file's text with one more way to ask an entry, at the end of its list. */
export function addPhrase(text: string, id: string, language: Language, phrase: string): string {
  const document = parseDocument(text);
  const list = entryNode(document, id)?.getIn([language, 'ask'], true);
  if (!isSeq(list)) throw new Error(`no list of ways to ask ${id} in ${language}`);
  list.add(document.createNode(phrase));
  return document.toString(STYLE);
}

/** The file's text with a new entry at its end. */
export function appendEntry(text: string, entry: NewEntry): string {
  const document = parseDocument(text.trim() === '' ? '[]' : text);
  const { text: words, ...head } = entry;
  const node = document.createNode({ ...dropEmpty(head), ...words }) as YAMLMap;
  for (const key of ['sections', 'related']) {
    const list = node.get(key, true) as unknown;
    if (isSeq(list)) list.flow = true;
  }
  for (const language of Object.keys(words)) {
    for (const key of ['answer', 'more']) folded(node.getIn([language, key], true));
  }
  if (!isSeq(document.contents)) throw new Error('not a list of entries');
  document.contents.flow = false;
  node.spaceBefore = document.contents.items.some((item) => isMap(item) && item.spaceBefore);
  (document.contents as YAMLSeq).add(node);
  return document.toString(STYLE);
}

function entryNode(document: Document, id: string): YAMLMap | undefined {
  if (!isSeq(document.contents)) return undefined;
  return document.contents.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id);
}

function setValue(document: Document, entry: YAMLMap, path: string[], value: EntryEdit['value']): void {
  const present = entry.getIn(path, true);
  if (value === undefined) {
    entry.deleteIn(path);
  } else if (isScalar(present) && typeof value === 'string') {
    present.value = value;
  } else if (isSeq(present) && Array.isArray(value)) {
    const kept = new Map(present.items.map((item) => [String(isScalar(item) ? item.value : item), item]));
    present.items = value.map((item) => kept.get(item) ?? document.createNode(item));
  } else {
    const node = document.createNode(value);
    if (path.length > 1 && ['answer', 'more'].includes(path.at(-1) ?? '')) folded(node);
    entry.setIn(path, node);
  }
}

function folded(node: unknown): void {
  if (isScalar(node)) node.type = Scalar.BLOCK_FOLDED;
}

function dropEmpty<T extends object>(item: T): Partial<T> {
  const kept = Object.entries(item).filter(
    ([, value]) => value !== undefined && (!Array.isArray(value) || value.length > 0),
  );
  return Object.fromEntries(kept) as Partial<T>;
}
