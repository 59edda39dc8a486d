import type { z } from 'zod';
import { explainIssues } from './explain-issue.js';
import type { Finding } from './finding.js';
import type { Language } from './knowledge.js';
import type { SourceFile, YamlFile } from './yaml-file.js';

/** Parses one file; callers that read often may remember what they parsed. */
export type Parse = (source: SourceFile) => YamlFile;

/** One file that was read: its value after the schema, and the file for placing findings. */
export interface Read<T> {
  file: YamlFile;
  value: T;
}

/** Parses and validates files, collecting what is wrong. */
export class FileReader {
  readonly parsed: YamlFile[] = [];

  constructor(
    private readonly files: SourceFile[],
    private readonly findings: Finding[],
    private readonly parse: Parse,
    private readonly languages: Language[],
  ) {}

  /** The one file with this name at the top of the folder. */
  one<T>(name: string, schema: z.ZodType<T>): Read<T> | undefined {
    const found = this.files.find(({ path }) => path.split('/').slice(1).join('/') === name);
    if (found) return this.read(found, schema);
    const renamed = this.findings.some(({ fix }) => fix.includes(`「${name}」`));
    if (renamed) return undefined;
    this.findings.push({
      file: `knowledge/${name}`,
      line: 1,
      column: 1,
      what: 'ファイルがありません。',
      fix: '消してしまったときは、前の版から戻してください（npm run knowledge -- undo）。',
    });
    return undefined;
  }

  all<T>(pattern: RegExp, schema: z.ZodType<T>): Read<T>[] {
    return this.files.filter(({ path }) => pattern.test(path)).flatMap((source) => this.read(source, schema) ?? []);
  }

  private read<T>(source: SourceFile, schema: z.ZodType<T>): Read<T> | undefined {
    const file = this.parse(source);
    this.findings.push(...file.findings);
    if (file.findings.length > 0) return undefined;
    const result = once(file, `schema ${this.languages.join()}`, () => schema.safeParse(file.data));
    if (!result.success) {
      const context = { data: file.data, source: file.source, schema };
      this.findings.push(...explainIssues(result.error, context).map(file.locate));
      return undefined;
    }
    this.parsed.push(file);
    return { file, value: result.data };
  }
}

const results = new WeakMap<YamlFile, Map<string, unknown>>();

/** What depends on a parsed file alone is worked out once as long as the file is remembered. */
export function once<T>(file: YamlFile, name: string, compute: () => T): T {
  const known = results.get(file) ?? new Map<string, unknown>();
  results.set(file, known);
  if (!known.has(name)) known.set(name, compute());
  return known.get(name) as T;
}
