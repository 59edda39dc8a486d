import type { Criterion, Effect, Eligibility } from '../eligibility/eligibility.js';
import type { Language } from './knowledge.js';

const CLASSES: Record<Effect, string> = { pass: 'pass', confirm: 'confirm', ineligible: 'ineligible' };

/** The pre-screening as a Mermaid flowchart: questions in order, what each answer leads to, follow-ups as branches. */
export function eligibilityDiagram(rules: Eligibility, language: Language): string {
  const lines = ['flowchart TD', '  start([▶])'];
  for (const [index, criterion] of rules.criteria.entries())
    lines.push(...criterionLines(rules, criterion, index, language));
  lines.push('  result([■])', ...order(rules));
  lines.push(
    '  classDef pass fill:#e6f4ea,stroke:#137333,color:#000',
    '  classDef confirm fill:#fef7e0,stroke:#b06000,color:#000',
  );
  lines.push('  classDef ineligible fill:#fce8e6,stroke:#a50e0e,color:#000');
  return `${lines.join('\n')}\n`;
}

function criterionLines(
  rules: Eligibility,
  { id, text, sections, answers }: Criterion,
  index: number,
  language: Language,
): string[] {
  const words = text[language];
  const title = label(`${index + 1}. ${words?.subject ?? id}\n${sections.join(' ')}`);
  return [
    `  ${node(id)}[${title}]`,
    ...Object.entries(answers).flatMap(([key, { effect, text: said }]) => [
      `  ${node(`${id}-${key}`)}(${label(`${said[language]?.label ?? key}\n${rules.outcomes[outcomeOf(effect)][language]?.title ?? effect}`)}):::${CLASSES[effect]}`,
      `  ${node(id)} -.-> ${node(`${id}-${key}`)}`,
    ]),
  ];
}

/** Follow-ups hang on the answers that ask for them; all others follow one another. */
function order(rules: Eligibility): string[] {
  const lines: string[] = [];
  let last = 'start';
  for (const { id, when } of rules.criteria) {
    if (when) lines.push(...when.is.map((key) => `  ${node(`${when.criterion}-${key}`)} ==> ${node(id)}`));
    else {
      lines.push(`  ${last} ==> ${node(id)}`);
      last = node(id);
    }
  }
  return [...lines, `  ${last} ==> result`];
}

function outcomeOf(effect: Effect): 'eligible' | 'confirm' | 'ineligible' {
  return effect === 'pass' ? 'eligible' : effect;
}

function node(id: string): string {
  return `n_${id.replace(/[^a-z0-9]/g, '_')}`;
}

function label(text: string): string {
  return `"${text.replaceAll('"', '#quot;').replaceAll('\n', '<br/>')}"`;
}
