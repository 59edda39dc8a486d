import type { Language } from '../content/knowledge.js';
import { criterionOf } from './criteria.js';
import type { Criterion, Eligibility, TableText } from './eligibility.js';

/** The rules as one Markdown table with their clauses; texts keep their `{{facts}}`. */
export function rulesTable(rules: Eligibility, language: Language): string {
  const words = rules.table[language]!;
  const heads = ['#', words.question, words.sections, words.when, words.answers];
  const rows = rules.criteria.map((criterion, at) => [
    String(at + 1),
    `${criterion.text[language]!.question}<br>\`${criterion.id}\``,
    criterion.sections.join(', '),
    conditionOf(rules, criterion, language),
    answersOf(criterion, language, words),
  ]);
  return `${[heads, heads.map(() => '---'), ...rows].map(toRow).join('\n')}\n`;
}

/** E.g. 「職業紹介の免許: はい」. */
function conditionOf(rules: Eligibility, { when }: Criterion, language: Language): string {
  const parent = when && criterionOf(rules, when.criterion);
  if (!parent) return '';
  const labels = when.is.map((key) => parent.answers[key]?.text[language]?.label ?? key);
  return `${parent.text[language]!.subject}: ${labels.join(' / ')}`;
}

function answersOf({ answers }: Criterion, language: Language, words: TableText): string {
  return Object.entries(answers)
    .map(([key, { effect, text }]) => `${text[language]!.label} (\`${key}\`) → ${words[effect]}`)
    .join('<br>');
}

function toRow(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
