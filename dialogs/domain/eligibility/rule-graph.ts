import type { Language } from '../content/knowledge.js';
import type { Criterion, Effect, Eligibility } from './eligibility.js';

/** A box of the drawing: a question, or an answer in the colour of its effect. */
export interface GraphNode {
  id: string;
  /** One or two lines. */
  lines: string[];
  effect?: Effect;
}

/** `order`: which question comes next; `answer`: an answer of a question; `opens`: the follow-up that an answer opens. */
export interface GraphEdge {
  from: string;
  to: string;
  kind: 'order' | 'answer' | 'opens';
}

/** The rules as a drawing, whatever draws it. */
export interface RuleGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Colours of the effects: fill and line, dark enough on white for everybody. */
export const EFFECT_COLORS: Readonly<Record<Effect, { fill: string; stroke: string }>> = {
  pass: { fill: '#e6f4ea', stroke: '#1e7e34' },
  confirm: { fill: '#fff4d6', stroke: '#8a6100' },
  ineligible: { fill: '#fde7e7', stroke: '#b3261e' },
};

/** So that the effect is not told by colour alone. */
const MARKS: Readonly<Record<Effect, string>> = { pass: '✓', confirm: '？', ineligible: '✗' };

/** Questions from top to bottom with their clauses, their answers beside them, follow-ups on the answers that open them. */
export function ruleGraph(rules: Eligibility, language: Language): RuleGraph {
  const drawn = rules.criteria.map((criterion, at) => drawCriterion(rules, criterion, at, language));
  return {
    nodes: drawn.flatMap(({ nodes }) => nodes),
    edges: [...drawn.flatMap(({ edges }) => edges), ...order(rules)],
  };
}

function drawCriterion(rules: Eligibility, criterion: Criterion, at: number, language: Language): RuleGraph {
  const id = `q${at}`;
  const { subject = criterion.id } = criterion.text[language] ?? {};
  const nodes: GraphNode[] = [{ id, lines: [`${at + 1}. ${subject}`, criterion.sections.join(', ')] }];
  const edges: GraphEdge[] = [];
  for (const [index, [key, { effect, text }]] of Object.entries(criterion.answers).entries()) {
    const answer = `${id}a${index}`;
    nodes.push({ id: answer, lines: [`${MARKS[effect]} ${text[language]?.label ?? key}`], effect });
    edges.push({ from: id, to: answer, kind: 'answer' });
    for (const opened of opens(rules, criterion, key)) edges.push({ from: answer, to: `q${opened}`, kind: 'opens' });
  }
  return { nodes, edges };
}

/** The places of the follow-ups that an answer opens. */
function opens(rules: Eligibility, { id }: Criterion, key: string): number[] {
  return rules.criteria.flatMap(({ when }, at) => (when?.criterion === id && when.is.includes(key) ? [at] : []));
}

/** From each question that is always asked to the next one. */
function order({ criteria }: Eligibility): GraphEdge[] {
  const always = criteria.flatMap(({ when }, at) => (when ? [] : [at]));
  return always.slice(1).map((at, index) => ({ from: `q${always[index]}`, to: `q${at}`, kind: 'order' }));
}
