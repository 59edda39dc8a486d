import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { entryPlaces } from '../../dialogs/domain/content/entry-places.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import { lostContent, lostNames } from '../../dialogs/domain/content/loss-checks.js';
import { ownTestFindings, runOwnTests } from '../../dialogs/domain/content/own-tests.js';
import { type Knowledge, readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import type { ComputedFiles } from './computed-files.js';
import { knowledgeVersion } from './knowledge-version.js';
import { rememberingParse, rememberParsed } from './remembering-parse.js';

/** A whole set that can serve. */
export interface GoodSet {
  files: SourceFile[];
  knowledge: Knowledge;
  engine: AnswerEngine;
  findings: Finding[];
}

/** A whole set with its engine (findings are then those of test questions), or what keeps it from being one. */
export type Checked = GoodSet | { files: SourceFile[]; knowledge?: undefined; engine?: undefined; findings: Finding[] };

/** What is kept of a set without findings: its knowledge, and what each file parsed to. */
interface CheckedBefore {
  knowledge: Knowledge;
  data: Map<string, unknown>;
}

/** Checks whole sets of files. */
export interface Checker {
  /** All findings: of the files, of what is lost against `before` (the last good set), of staff's test questions. */
  check(files: SourceFile[], before?: SourceFile[]): Promise<Checked>;
}

/**
 * A checker that remembers parsed files, so that each check costs the changed files and a new engine; and in `computed`
 * the last sets without a finding, so that the next start need not read them again.
 */
export function createChecker(
  languages: Language[],
  buildEngine: (knowledge: Knowledge) => AnswerEngine | Promise<AnswerEngine>,
  computed?: ComputedFiles,
): Checker {
  return {
    check: async (files, before) => {
      const key = `${languages} ${knowledgeVersion(files)}`;
      const known = before ? undefined : await computed?.read<CheckedBefore>('checked', key);
      if (known) {
        rememberParsed(files, known.data);
        return { files, knowledge: known.knowledge, engine: await buildEngine(known.knowledge), findings: [] };
      }
      const lossFindings = before ? lostContent(before, files) : [];
      const lostIds = before && lossFindings.length > 0 ? lostNames(before, files) : [];
      const read = readKnowledge(files, languages, { parse: rememberingParse, lostIds });
      const broken = new Set(read.findings.map(({ file }) => file));
      const lost = lossFindings.filter(({ file }) => !broken.has(file));
      if (!read.knowledge || lost.length > 0) return { files, findings: [...read.findings, ...lost] };
      const { knowledge } = read;
      const engine = await buildEngine(knowledge);
      const tests = runOwnTests(knowledge.entries, (text, language) => engine.decide(text, language));
      const findings = tests.failures.length > 0 ? ownTestFindings(tests, entryPlaces(files, rememberingParse)) : [];
      if (findings.length === 0) await computed?.write('checked', key, { knowledge, data: dataOf(files) });
      return { files, knowledge, engine, findings };
    },
  };
}

function dataOf(files: readonly SourceFile[]): CheckedBefore['data'] {
  return new Map(files.map((file) => [file.path, rememberingParse(file).data]));
}
