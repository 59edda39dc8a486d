import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { explainSyntax } from './explain-syntax.js';
import type { Finding, Issue, Place } from './finding.js';
import { silentMistakes } from './silent-mistakes.js';

/** A knowledge file as read from the disk. */
export interface SourceFile {
  /** As shown to staff, e.g. `knowledge/faq/cost.yaml`. */
  path: string;
  /** Unicode text with `\n` line ends; empty when `unreadable`. */
  text: string;
  /** Why the bytes could not be read as text. */
  unreadable?: Place;
}

/** A parsed YAML file: its data, its syntax findings, and where each path of the data stands. */
export interface YamlFile {
  path: string;
  data: unknown;
  findings: Finding[];
  /** A mistake in the data as a finding with its place. */
  locate(issue: Issue): Finding;
  /** What stands in the file at a path, as it was typed. */
  source(path: Issue['path']): string | undefined;
}

/** Longest file that is read, in characters: many times what staff write, far from what would slow the bot. */
const LONGEST = 2_000_000;

/** Parses one file (YAML 1.2 without anchors, aliases and tags). Never throws: what is wrong is in `findings`. */
export function parseYaml(source: SourceFile): YamlFile {
  const { path, text, unreadable } = source;
  const lines = new LineCounter();
  const parsed = unreadable ? [unreadable] : parseSafely(text, lines);
  if (Array.isArray(parsed)) return broken(path, parsed);
  const places = silentMistakes(parsed, text).map(({ offset, what, fix }) => ({
    ...placeAt(lines, offset),
    what,
    fix,
  }));
  return places.length > 0 ? broken(path, places) : parsedBefore(source, parsed.toJS({ maxAliasCount: 0 }));
}

/**
 * A file that was parsed without findings before, from its data. Where things stand in it is worked out when somebody asks:
 * the tree of a file takes many times the memory of its data.
 */
export function parsedBefore({ path, text }: SourceFile, data: unknown): YamlFile {
  let tree: { document: Document; lines: LineCounter } | undefined;
  const treeOf = () => {
    const lines = new LineCounter();
    tree ??= { document: parseSafely(text, lines) as Document, lines };
    return tree;
  };
  return {
    path,
    data,
    findings: [],
    locate: (issue) => {
      const { document, lines } = treeOf();
      return { file: path, ...placeAt(lines, offsetOf(document, issue, text)), what: issue.what, fix: issue.fix };
    },
    source: (keys) => {
      const node = treeOf().document.getIn(keys, true);
      return isNode(node) && node.range ? text.slice(node.range[0], node.range[1]).trim() : undefined;
    },
  };
}

function placeAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function broken(path: string, places: Place[]): YamlFile {
  const findings = places.map((place) => ({ file: path, ...place }));
  return {
    path,
    data: undefined,
    findings,
    locate: ({ what, fix }) => ({ file: path, line: 1, column: 1, what, fix }),
    source: () => undefined,
  };
}

function parseSafely(text: string, lines: LineCounter): Document | Place[] {
  const start = { line: 1, column: 1 };
  if (text.length > LONGEST)
    return [{ ...start, what: 'ファイルが大きすぎます。', fix: '2つ以上のファイルに分けてください。' }];
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    return document.errors.length > 0 ? explainSyntax(document.errors, text, lines) : document;
  } catch {
    return [{ ...start, what: '入れ子が深すぎて読めません。', fix: '「[」や「{」の数を確かめてください。' }];
  }
}

/** Where the deepest part of the path stands that exists in the file: its value, letters in it, or its heading. */
function offsetOf(document: Document, { path, heading, letters }: Issue, text: string): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const missing = length < path.length;
    const key = heading || missing || !isNode(node) ? keyOffset(document, path.slice(0, length)) : undefined;
    if (key !== undefined) return key;
    if (isNode(node) && node.range) return node.range[0] + indexInside(text, node.range, letters);
  }
  return document.contents?.range?.[0] ?? 0;
}

function indexInside(text: string, [start, end]: readonly number[], letters: string | undefined): number {
  return letters ? Math.max(text.slice(start, end).indexOf(letters), 0) : 0;
}

function keyOffset(document: Document, path: Issue['path']): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const name = String(path.at(-1));
  const pair = parent.items.find(
    ({ key }) => String(key) === name || (name === '' && isScalar(key) && key.value === null),
  );
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}
