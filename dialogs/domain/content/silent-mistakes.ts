import { type Document, isAlias, isMap, isNode, isScalar, type Node, Scalar, visit } from 'yaml';
import { show } from './finding.js';
import { certainMistake, likelyMistake } from './line-mistakes.js';

/** A mistake that the parser accepts although nobody means it, at an offset of the text. */
export interface SilentMistake {
  offset: number;
  what: string;
  fix: string;
}

const DEEPEST = 12;

/**
 * YAML's powers that these files don't use, and so are slips when they appear: `*name`, `&name`, `!name`, `<<`, a
 * lonely `{{fact}}`, lists that melt into one text, deep nesting. The first of each line.
 */
export function silentMistakes(document: Document, text: string): SilentMistake[] {
  const found: SilentMistake[] = [];
  visit(document, {
    Pair: (_, pair) => {
      const mistake = isMap(pair.key) ? quoteIt(pair.key, '{{') : wideHeading(pair.key, text);
      if (!mistake) return undefined;
      found.push(mistake);
      return visit.SKIP;
    },
    Node: (_, node, path) => {
      const mistake = mistakeOf(node as Node, path.filter(isNode).length, text);
      if (!mistake) return undefined;
      found.push(mistake);
      return visit.SKIP;
    },
  });
  const anchor = found.find(({ what }) => what.startsWith('「&」'));
  return anchor ? found.filter((mistake) => mistake === anchor || !mistake.what.startsWith('「*」')) : found;
}

function mistakeOf(node: Node, depth: number, text: string): SilentMistake | undefined {
  const offset = node.range?.[0] ?? 0;
  if (depth > DEEPEST) return { offset, what: '入れ子が深すぎます。', fix: '字下げと括弧の数を確かめてください。' };
  if (isAlias(node)) return quoteIt(node, '*');
  if (node.anchor) return quoteIt(node, '&');
  if (node.tag?.startsWith('!')) return quoteIt(node, '!');
  if (isScalar(node) && node.value === '<<') return { ...quoteIt(node, '<<'), fix: 'この行を消してください。' };
  return isScalar(node) && node.type === Scalar.PLAIN ? meltedLine(offset, node, text) : undefined;
}

/** A heading with a full-width space or colon in it. */
function wideHeading(key: unknown, text: string): SilentMistake | undefined {
  if (!isScalar(key) || !/[\u3000\u00a0：]/.test(String(key.value))) return undefined;
  const offset = key.range?.[0] ?? 0;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const mistake = certainMistake(text.slice(start, key.range?.[2]).split('\n')[0] ?? '');
  return mistake && { offset: start + mistake.column - 1, what: mistake.what, fix: mistake.fix };
}

function quoteIt(node: Node, mark: string): SilentMistake {
  return {
    offset: node.range?.[0] ?? 0,
    what: `「${mark}」で始まる文章が引用符で囲まれていません。`,
    fix: '"…" のように、文章の全体を半角の引用符で囲んでください。',
  };
}

/** A line inside a plain text that was meant as an item or a heading of its own. */
function meltedLine(offset: number, node: Scalar, text: string): SilentMistake | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const rows = text.slice(start, node.range?.[1] ?? offset).split('\n');
  let at = start;
  for (const [index, row] of rows.entries()) {
    const melted = /^\s*[-ー－―–—‐−・]/.test(row) && (index > 0 || offset === start + row.search(/\S/));
    const mistake = melted ? (likelyMistake(row) ?? (index > 0 ? notLinedUp(row) : undefined)) : undefined;
    if (mistake) return { offset: at + mistake.column - 1, what: mistake.what, fix: mistake.fix };
    at += row.length + 1;
  }
  return undefined;
}

function notLinedUp(row: string): { column: number; what: string; fix: string } {
  return {
    column: row.search(/\S/) + 1,
    what: `「- 」の位置がそろっていません: ${show(row)}`,
    fix: '上の「- 」と同じ位置にそろえてください。',
  };
}
