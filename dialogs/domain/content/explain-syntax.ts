import type { LineCounter, YAMLError } from 'yaml';
import { type Place, show } from './finding.js';
import { certainMistake, likelyMistake } from './line-mistakes.js';

/**
 * The parser's first error as a household remedy (quotes, spaces, lining up), and every other line of the file whose
 * mistake is certain. What follows from the first error is left out: one cause, one finding.
 */
export function explainSyntax(errors: readonly YAMLError[], text: string, lines: LineCounter): Place[] {
  const first = errors[0];
  if (!first) return [];
  const rows = text.split('\n');
  const cause = explainError(first, rows, lines);
  const certain = rows.flatMap((row, index) => {
    const mistake = certainMistake(row);
    return mistake && index + 1 !== cause.line ? [{ line: index + 1, ...mistake }] : [];
  });
  return [cause, ...certain];
}

function explainError(error: YAMLError, rows: string[], lines: LineCounter): Place {
  const { line, col } = lines.linePos(Math.max(error.pos[0], 0));
  const row = Math.max(1, Math.min(line, rows.length));
  if (error.code === 'DUPLICATE_KEY') {
    const what = `同じ見出しが2回あります: ${show(rows[row - 1])}`;
    return { line: row, column: col, what, fix: 'どちらか一方を消すか、1つにまとめてください。' };
  }
  if (error.code === 'MULTIPLE_DOCS') {
    const what = `「---」だけの行があります: ${show(rows[row - 1])}`;
    return { line: row, column: 1, what, fix: 'この行を消してください。' };
  }
  const unclosed = unclosedQuotes(rows.slice(0, row));
  const swallows = unclosed.find((line) => /^\s*(- |[\w.-]+:|$)/.test(rows[line] ?? ''));
  const suspects = swallows ? [swallows] : [row, before(rows, row), row + 1, unclosed.at(-1) ?? row];
  for (const suspect of suspects) {
    const mistake = likelyMistake(rows[suspect - 1] ?? '');
    if (mistake) return { line: suspect, ...mistake };
  }
  const shifted = deeperThanItMay(rows, row);
  if (shifted) return { line: shifted, column: 1, ...badIndent(rows[shifted - 1] ?? '') };
  return { line: row, column: Math.max(col, 1), ...badIndent(rows[row - 1] ?? '') };
}

/** The line before that isn't empty, from 1. */
function before(rows: string[], row: number): number {
  for (let index = row - 2; index >= 0; index -= 1) if (rows[index]?.trim()) return index + 1;
  return 1;
}

/** The next line (from 1) when it is a heading that stands deeper than the heading with a text above it. */
function deeperThanItMay(rows: string[], row: number): number | undefined {
  const [own, next] = [rows[row - 1] ?? '', rows[row] ?? ''];
  const deep = (text: string) => text.search(/[^\s-]/);
  return /^\s*(- )?[\w.-]+: +\S/.test(own) && /^\s*[\w.-]+:( |$)/.test(next) && deep(next) > deep(own)
    ? row + 1
    : undefined;
}

/** The lines (from 1) whose text opens a quote and doesn't close it. */
function unclosedQuotes(rows: string[]): number[] {
  const opens = /^\s*(?:- +|(?:- +)?[\w.-]+: +)?(?:"(?:[^"\\]|\\.)*|'[^']*)$/;
  return rows.flatMap((row, index) => (opens.test(row) ? [index + 1] : []));
}

function badIndent(row: string): { what: string; fix: string } {
  if (!/^\s*(- |-$|[\w.-]+:)/.test(row)) {
    return {
      what: `この行は、上の文章の続きとして読めません: ${show(row)}`,
      fix: '文章の続きなら、見出しより深く半角の空白で字下げしてください。新しい項目なら「- 」や「見出し: 」を付けてください。',
    };
  }
  return {
    what: `字下げがそろっていません: ${show(row)}`,
    fix: '同じ並びの上の行と同じ数の半角の空白でそろえ、「- 」の位置もそろえてください。',
  };
}
