import { checkEligibility } from '../eligibility/check-eligibility.js';
import type { Eligibility } from '../eligibility/eligibility.js';
import { deadReferences, doubleSynonyms, duplicateIds, unknownOpposites } from './cross-checks.js';
import { eligibilitySchema } from './eligibility-schema.js';
import { entriesSchema, smalltalkSchema, synonymsSchema, unanswerableSchema } from './entry-schema.js';
import { FileReader, once, type Parse, type Read } from './file-reader.js';
import { type Finding, type Issue, sortFindings } from './finding.js';
import type { Entry, Language, Smalltalk, SynonymGroup, Unanswerable } from './knowledge.js';
import { type Program, programSchema } from './program.js';
import { checkProgram } from './program-checks.js';
import { FAQ_FILE, strayFiles } from './stray-files.js';
import { checkTexts } from './text-checks.js';
import { parseYaml, type SourceFile, type YamlFile } from './yaml-file.js';

/** Everything staff keep, checked. */
export interface Knowledge {
  languages: Language[];
  program: Program;
  entries: Entry[];
  smalltalk: Smalltalk[];
  unanswerable: Unanswerable[];
  synonyms: Record<Language, SynonymGroup[]>;
  /** The rules and words of the pre-screening. */
  eligibility: Eligibility;
}

/** The knowledge, or all that is wrong with it: never both. */
export type ReadResult = { knowledge: Knowledge; findings: [] } | { knowledge: undefined; findings: Finding[] };

/** How to read, for callers that read often or know more. */
export interface ReadOptions {
  parse?: Parse;
  /** Ids whose loss is reported already, so that references to them aren't called dead as well. */
  lostIds?: readonly string[];
}

/**
 * Reads the whole set of knowledge files. `files` are named relative to the knowledge folder's parent
 * (`knowledge/faq/cost.yaml`). All findings come at once; what depends on a broken file is not checked, so one cause
 * gives one finding.
 */
export function readKnowledge(files: SourceFile[], languages: Language[], options: ReadOptions = {}): ReadResult {
  const findings: Finding[] = strayFiles(files);
  const reader = new FileReader(files, findings, options.parse ?? parseYaml, languages);
  const program = reader.one('program.yaml', programSchema(languages));
  const smalltalk = reader.one('smalltalk.yaml', smalltalkSchema(languages));
  const unanswerable = reader.one('unanswerable.yaml', unanswerableSchema(languages));
  const synonyms = reader.one('synonyms.yaml', synonymsSchema(languages));
  const eligibility = reader.one('eligibility.yaml', eligibilitySchema(languages));
  const areas = reader.all(FAQ_FILE, entriesSchema(languages));

  const report = (file: YamlFile, issues: Issue[]) => findings.push(...issues.map(file.locate));
  checkReferences(files, areas, options.lostIds ?? [], report);
  for (const list of [smalltalk, unanswerable]) if (list) checkIds([list], report);
  if (eligibility)
    report(
      eligibility.file,
      once(eligibility.file, 'rules', () => checkEligibility(eligibility.value)),
    );
  if (synonyms) report(synonyms.file, [...doubleSynonyms(synonyms.value), ...unknownOpposites(synonyms.value)]);
  if (program) report(program.file, checkProgram(program.file.data, program.value));
  for (const file of reader.parsed) {
    if (program && file !== program.file) report(file, checkTexts(file.data, program.value));
  }
  if (findings.length > 0 || !program || !smalltalk || !unanswerable || !synonyms || !eligibility) {
    return { knowledge: undefined, findings: sortFindings(findings) };
  }
  const knowledge = {
    languages,
    program: program.value,
    entries: areas.flatMap(({ value }) => value),
    smalltalk: smalltalk.value,
    unanswerable: unanswerable.value,
    synonyms: synonyms.value,
    eligibility: eligibility.value,
  };
  return { knowledge, findings: [] };
}

type Report = (file: YamlFile, issues: Issue[]) => void;

/** Whether an id was found twice. */
function checkIds(lists: Read<{ id: string }[]>[], report: Report): boolean {
  return duplicateIds(
    lists.flatMap(({ file, value }) =>
      value.map(({ id }, index) => ({ id, place: (issue) => report(file, [{ path: [index, 'id'], ...issue }]) })),
    ),
  );
}

/** Ids in a broken file count as they are typed, so that references to them aren't called dead as well. */
function checkReferences(files: SourceFile[], areas: Read<Entry[]>[], lost: readonly string[], report: Report): void {
  const typed = files
    .filter(({ path }) => FAQ_FILE.test(path))
    .flatMap(({ text }) => [...text.matchAll(/^[\s-]*id\s*[:：]\s*["']?([\w.-]+)/gm)].map(([, id]) => id ?? ''));
  const unreadable = files.some((file) => FAQ_FILE.test(file.path) && file.unreadable);
  const twice = checkIds(areas, report);
  if (unreadable || twice) return;
  const ids = new Set([...lost, ...typed, ...areas.flatMap(({ value }) => value.map((entry) => entry.id))]);
  for (const { file, value } of areas) report(file, deadReferences(value, ids));
}
