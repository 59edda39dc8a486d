/** One mistake in a knowledge file, as its keeper reads it (in Japanese). */
export interface Finding {
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** What is wrong, with the value that stands there. */
  what: string;
  /** What to type instead. */
  fix: string;
}

/** A mistake at a path inside a file's data; the file turns the path into a line and a column. */
export interface Issue {
  path: readonly (string | number)[];
  what: string;
  fix: string;
}

/** One line a finding: `knowledge/faq/cost.yaml:12:5 …`. */
export function formatFinding({ file, line, column, what, fix }: Finding): string {
  return `${file}:${line}:${column}\n  ${what}\n  → ${fix}`;
}

/** Findings in reading order. */
export function sortFindings(findings: Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.what.localeCompare(b.what),
  );
}
