import type { Language } from '../content/knowledge.js';
import { criterionOf } from './criteria.js';
import type { Criterion, Eligibility, TableText } from './eligibility.js';

/** The rules as a table: a cell is one or more lines. */
export interface RuleTable {
  heads: string[];
  rows: string[][][];
}

/** One row a criterion: number, question and id, clauses, condition, answers with their effects. Texts keep their `{{facts}}`. */
export function ruleTable(rules: Eligibility, language: Language): RuleTable {
  const words = rules.table[language]!;
  return {
    heads: ['#', words.question, words.sections, words.when, words.answers],
    rows: rules.criteria.map((criterion, at) => [
      [String(at + 1)],
      [criterion.text[language]!.question, `\`${criterion.id}\``],
      [criterion.sections.join(', ')],
      [conditionOf(rules, criterion, language)],
      answersOf(criterion, language, words),
    ]),
  };
}

/** The rules as one Markdown table with their clauses. */
export function rulesTable(rules: Eligibility, language: Language): string {
  const { heads, rows } = ruleTable(rules, language);
  const lines = [heads, heads.map(() => '---'), ...rows.map((cells) => cells.map((cell) => cell.join('<br>')))];
  return `${lines.map(toRow).join('\n')}\n`;
}

/** E.g. 「職業紹介の免許: はい」. */
function conditionOf(rules: Eligibility, { when }: Criterion, language: Language): string {
  const parent = when && criterionOf(rules, when.criterion);
  if (!parent) return '';
  const labels = when.is.map((key) => parent.answers[key]?.text[language]?.label ?? key);
  return `${parent.text[language]!.subject}: ${labels.join(' / ')}`;
}

function answersOf({ answers }: Criterion, language: Language, words: TableText): string[] {
  return Object.entries(answers).map(
    ([key, { effect, text }]) => `${text[language]!.label} (\`${key}\`) → ${words[effect]}`,
  );
}

function toRow(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
