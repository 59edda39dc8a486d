import type { Finding } from './finding.js';
import type { SourceFile } from './yaml-file.js';

const FIX =
  'ファイルを保存し直すか、前の版に戻してください（npm run knowledge -- undo）。消したのが正しければ、npm run knowledge -- accept と入力してください。';

/**
 * Signs that a file was saved by half or emptied by accident, compared with the last good set: its end is missing, or
 * more than a fifth of its items (at least two) are gone from the whole set. Both sets are valid YAML.
 */
export function lostContent(before: SourceFile[], after: SourceFile[]): Finding[] {
  const now = new Map(after.map((file) => [file.path, file.text]));
  const known = new Set(after.flatMap(({ text }) => namesIn(text)));
  return before.flatMap(({ path, text }) => {
    const current = now.get(path);
    if (current === text) return [];
    const lost = namesIn(text).filter((name) => !known.has(name));
    const where = { file: path, line: (current ?? '').trimEnd().split('\n').length, column: 1, fix: FIX };
    if (lost.length >= 2 && lost.length > namesIn(text).length / 5) {
      const list = lost
        .slice(0, 5)
        .map((name) => `「${name}」`)
        .join('');
      const what = `前の版にあった項目が${lost.length}個なくなっています: ${list}${lost.length > 5 ? 'など' : ''}`;
      return [{ ...where, what: current === undefined ? `ファイルがなくなり、${what}` : what }];
    }
    if (current === undefined ? lost.length > 0 : endIsMissing(text, current)) {
      return [{ ...where, what: 'ファイルの終わりのほうがなくなっています。保存が途中で止まったのかもしれません。' }];
    }
    return [];
  });
}

/** Ids and terms of the set before that the set now has nowhere. */
export function lostNames(before: SourceFile[], after: SourceFile[]): string[] {
  const known = new Set(after.flatMap(({ text }) => namesIn(text)));
  return before.flatMap(({ text }) => namesIn(text)).filter((name) => !known.has(name));
}

/** Ids and terms that a file defines, as they are typed. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^\s*- (?:id|term):\s*(.+?)\s*$/gm)].map(([, name]) => name ?? '');
}

/** The last line of before is gone, and the last line now is a line of before, whole or cut off within. */
function endIsMissing(before: string, after: string): boolean {
  const rows = before.trimEnd().split('\n');
  const end = after.trimEnd().split('\n').at(-1) ?? '';
  if (`\n${after.trimEnd()}\n`.includes(`\n${rows.at(-1)}\n`)) return false;
  const cutInside = before.endsWith('\n') && !after.endsWith('\n');
  return rows.some((row) => (cutInside ? row.startsWith(end) : row === end));
}
