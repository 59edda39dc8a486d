import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { entryPlaces } from '../../dialogs/domain/content/entry-places.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import { oldYears, passedDates, unreviewed, type Warning } from '../../dialogs/domain/content/quality-dates.js';
import { nearDuplicates } from '../../dialogs/domain/content/quality-phrases.js';
import { undefinedTerms } from '../../dialogs/domain/content/quality-terms.js';
import { hardToRead, unusedFacts } from '../../dialogs/domain/content/quality-texts.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { textsOf } from '../../dialogs/domain/content/text-checks.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import { programFacts } from '../../dialogs/domain/facts.js';
import { confusableEntries } from './held-out.js';
import { rememberingParse } from './remembering-parse.js';

/** What the warnings are worked out from. */
export interface QualityOptions {
  /** The day in Japan, `yyyy-mm-dd`. */
  today: string;
  /** The bot's own phrases, for the facts that they use. */
  phrases: string[];
  /** Without it, entries that are easily confused are not looked for. */
  buildEngine?(knowledge: Knowledge): AnswerEngine | Promise<AnswerEngine>;
}

/** Groups of warnings about a good set: what could be better, though it serves. */
export async function qualityWarnings(
  files: SourceFile[],
  knowledge: Knowledge,
  { today, phrases, buildEngine }: QualityOptions,
): Promise<{ title: string; findings: Finding[] }[]> {
  const { entries, program, languages, synonyms } = knowledge;
  const texts = [...phrases, ...textsOf({ ...knowledge, program: undefined }).map(({ text }) => text)];
  const facts = new Map(
    languages.map((language) => [language, programFacts(program, language, (year) => `${year}年度`)]),
  );
  const factsOf = (language: string) => facts.get(language) ?? new Map<string, string>();
  const groups: [string, Warning[]][] = [
    ['日付と年度', [...passedDates(program, today), ...oldYears(entries, program)]],
    ['一年以上確かめていない項目', unreviewed(entries, today)],
    ['二つの項目にある、ほとんど同じ聞かれ方', nearDuplicates(entries, languages)],
    ['紛らわしい項目', buildEngine ? await confusableEntries(knowledge, buildEngine) : []],
    ['読みにくい文章', hardToRead(entries, factsOf)],
    ['説明のない言葉', undefinedTerms(entries, synonyms, program)],
    ['使われていない事実', unusedFacts(program, texts)],
  ];
  const place = placer(files);
  return groups.map(([title, warnings]) => ({ title, findings: warnings.map(place) }));
}

function placer(files: SourceFile[]): (warning: Warning) => Finding {
  const inEntry = entryPlaces(files, rememberingParse);
  const source = files.find(({ path }) => /^[^/]+\/program\.yaml$/.test(path));
  const program = source && rememberingParse(source);
  return ({ entry, ...issue }) => {
    if (entry) return inEntry(entry, issue);
    return program?.locate(issue) ?? { file: 'knowledge', line: 1, column: 1, what: issue.what, fix: issue.fix };
  };
}
