import type { Language } from '../content/knowledge.js';
import type { AnswerRule, Criterion, Effect, Eligibility } from './eligibility.js';

const STYLES: Readonly<Record<Effect, string>> = {
  pass: 'fill:#e6f4ea,stroke:#1e7e34,color:#111',
  confirm: 'fill:#fff4d6,stroke:#8a6100,color:#111',
  ineligible: 'fill:#fde7e7,stroke:#b3261e,color:#111',
};

/**
 * The rules as a Mermaid flowchart: questions from top to bottom, their answers beside them, each answer in the colour of its effect,
 * and an arrow from an answer to the follow-up that it opens.
 */
export function diagram(rules: Eligibility, language: Language): string {
  const lines = ['flowchart TD', ...Object.entries(STYLES).map(([effect, style]) => `  classDef ${effect} ${style}`)];
  rules.criteria.forEach((criterion, at) => {
    lines.push(...drawCriterion(rules, criterion, at, language));
  });
  lines.push(...drawOrder(rules));
  return `${lines.join('\n')}\n`;
}

function drawCriterion(rules: Eligibility, criterion: Criterion, at: number, language: Language): string[] {
  const { subject = criterion.id } = criterion.text[language] ?? {};
  const sections = criterion.sections.join(', ');
  const lines = [`  q${at}["${quote(`${at + 1}. ${subject}`)}<br/>${quote(sections)}"]`];
  for (const [index, [key, answer]] of Object.entries(criterion.answers).entries()) {
    lines.push(`  q${at} --- ${drawAnswer(`q${at}a${index}`, key, answer, language)}`);
    for (const opened of opens(rules, criterion, key)) lines.push(`  q${at}a${index} --> q${opened}`);
  }
  return lines;
}

function drawAnswer(id: string, key: string, { effect, text }: AnswerRule, language: Language): string {
  return `${id}(["${quote(text[language]?.label ?? key)}"]):::${effect}`;
}

/** The places of the follow-ups that an answer opens. */
function opens(rules: Eligibility, { id }: Criterion, key: string): number[] {
  return rules.criteria.flatMap(({ when }, at) => (when?.criterion === id && when.is.includes(key) ? [at] : []));
}

/** Thick arrows from each question that is always asked to the next one. */
function drawOrder({ criteria }: Eligibility): string[] {
  const always = criteria.flatMap(({ when }, at) => (when ? [] : [at]));
  return always.slice(1).map((at, index) => `  q${always[index]} ==> q${at}`);
}

/** Text that Mermaid takes literally. */
function quote(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('#', '＃');
}
