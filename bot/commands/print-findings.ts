import { type Finding, sortFindings } from '../../dialogs/domain/content/finding.js';
import type { Terminal } from './terminal.js';

/** Prints findings in reading order; the last line says how many there are in how many files. */
export function printFindings(findings: Finding[], { write, paint }: Terminal): void {
  for (const { file, line, column, what, fix } of sortFindings(findings)) {
    write(`${paint.strong(`${file}:${line}:${column}`)}\n  ${paint.bad(what)}\n  → ${fix}\n`);
  }
  const files = new Set(findings.map(({ file }) => file)).size;
  write(paint.strong(`直すところが${findings.length}か所あります（${files}ファイル）。`));
}
