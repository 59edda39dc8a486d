/** A place in a file with what is wrong there and what to type instead. */
export interface Place {
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
  /** What is wrong, with the value that stands there. */
  what: string;
  /** What to type instead. */
  fix: string;
}

/** One mistake in a knowledge file, as its keeper reads it (in Japanese). */
export interface Finding extends Place {
  /** As shown to staff, e.g. `knowledge/faq/cost.yaml`. */
  file: string;
}

/** A mistake at a path inside a file's data; the file turns the path into a line and a column. */
export interface Issue {
  path: readonly (string | number)[];
  what: string;
  fix: string;
  /** Points at the heading instead of its value. */
  heading?: boolean;
  /** Points at these letters inside the value. */
  letters?: string;
}

/** Three lines a finding: `knowledge/faq/cost.yaml:12:5`, what, and → fix. */
export function formatFinding({ file, line, column, what, fix }: Finding): string {
  return `${file}:${line}:${column}\n  ${what}\n  → ${fix}`;
}

/** Findings in reading order. */
export function sortFindings(findings: Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.what.localeCompare(b.what),
  );
}

/** A value as shown in a finding: short, in one line. */
export function show(value: unknown): string {
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '（空）')).trim().replace(/\s+/g, ' ');
  return `「${[...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text}」`;
}
