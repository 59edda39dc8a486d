import type { z } from 'zod';
import { deadReferences, duplicateIds, literalFacts, unknownFacts } from './cross-checks.js';
import { entriesSchema, smalltalkSchema, synonymsSchema, unanswerableSchema } from './entry-schema.js';
import { explainIssues } from './explain-issue.js';
import { type Finding, sortFindings } from './finding.js';
import type { Entry, Language, Smalltalk, SynonymGroup, Unanswerable } from './knowledge.js';
import { type Program, programSchema } from './program.js';
import { parseYaml, type SourceFile, type YamlFile } from './yaml-file.js';

/** Everything staff keep, checked. */
export interface Knowledge {
  languages: Language[];
  program: Program;
  entries: Entry[];
  smalltalk: Smalltalk[];
  unanswerable: Unanswerable[];
  synonyms: Record<Language, SynonymGroup[]>;
}

/** The knowledge, or all that is wrong with it: never both. */
export type ReadResult = { knowledge: Knowledge; findings: [] } | { knowledge: undefined; findings: Finding[] };

/**
 * Reads the whole set of knowledge files. `files` are named relative to the knowledge folder's parent
 * (`knowledge/faq/cost.yaml`). All findings come at once; what depends on a broken file is not checked, so one cause
 * gives one finding.
 */
export function readKnowledge(files: SourceFile[], languages: Language[]): ReadResult {
  const findings: Finding[] = [];
  const reader = new Reader(files, findings);
  const program = reader.one('program.yaml', programSchema(languages));
  const smalltalk = reader.one('smalltalk.yaml', smalltalkSchema(languages));
  const unanswerable = reader.one('unanswerable.yaml', unanswerableSchema(languages));
  const synonyms = reader.one('synonyms.yaml', synonymsSchema(languages));
  const areas = reader.all(/\/faq\/[^/]+\.yaml$/, entriesSchema(languages));

  checkReferences(areas, findings);
  for (const file of reader.parsed) {
    if (program && !file.path.endsWith('/program.yaml')) {
      findings.push(...[...unknownFacts(file.data, program), ...literalFacts(file.data)].map(file.locate));
    }
  }
  if (findings.length > 0 || !program || !smalltalk || !unanswerable || !synonyms) {
    return { knowledge: undefined, findings: sortFindings(findings) };
  }
  const entries = areas.flatMap(({ value }) => value);
  return { knowledge: { languages, program, entries, smalltalk, unanswerable, synonyms }, findings: [] };
}

function checkReferences(areas: { file: YamlFile; value: Entry[] }[], findings: Finding[]): void {
  const ids = new Set(areas.flatMap(({ value }) => value.map((entry) => entry.id)));
  duplicateIds(
    areas.flatMap(({ file, value }) =>
      value.map(({ id }, index) => ({ id, index, place: (issue) => findings.push(file.locate(issue)) })),
    ),
  );
  for (const { file, value } of areas) findings.push(...deadReferences(value, ids).map(file.locate));
}

/** Parses and validates files, collecting what is wrong. */
class Reader {
  readonly parsed: YamlFile[] = [];

  constructor(
    private readonly files: SourceFile[],
    private readonly findings: Finding[],
  ) {}

  /** The one file with this name at the top of the folder. */
  one<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const found = this.files.find(({ path }) => path.split('/').slice(1).join('/') === name);
    if (found) return this.read(found, schema)?.value;
    this.findings.push({
      file: `knowledge/${name}`,
      line: 1,
      column: 1,
      what: 'ファイルがありません。',
      fix: '消してしまったときは、前の版から戻してください。',
    });
    return undefined;
  }

  all<T>(pattern: RegExp, schema: z.ZodType<T>): { file: YamlFile; value: T }[] {
    return this.files.filter(({ path }) => pattern.test(path)).flatMap((source) => this.read(source, schema) ?? []);
  }

  private read<T>(source: SourceFile, schema: z.ZodType<T>): { file: YamlFile; value: T } | undefined {
    const file = parseYaml(source);
    this.findings.push(...file.findings);
    if (file.findings.length > 0) return undefined;
    const result = schema.safeParse(file.data);
    if (!result.success) {
      this.findings.push(...explainIssues(result.error, file.data).map(file.locate));
      return undefined;
    }
    this.parsed.push(file);
    return { file, value: result.data };
  }
}
