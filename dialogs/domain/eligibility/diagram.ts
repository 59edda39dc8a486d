import type { Language } from '../content/knowledge.js';
import type { Eligibility } from './eligibility.js';
import { EFFECT_COLORS, type GraphEdge, type GraphNode, ruleGraph } from './rule-graph.js';

const ARROWS: Readonly<Record<GraphEdge['kind'], string>> = { order: '==>', answer: '---', opens: '-->' };

/** The rules as a Mermaid flowchart. */
export function diagram(rules: Eligibility, language: Language): string {
  const { nodes, edges } = ruleGraph(rules, language);
  const classes = Object.entries(EFFECT_COLORS).map(
    ([effect, { fill, stroke }]) => `  classDef ${effect} fill:${fill},stroke:${stroke},color:#111`,
  );
  const arrows = edges.map(({ from, to, kind }) => `  ${from} ${ARROWS[kind]} ${to}`);
  return `${['flowchart TD', ...classes, ...nodes.map(mermaidNode), ...arrows].join('\n')}\n`;
}

function mermaidNode({ id, lines, effect }: GraphNode): string {
  const words = lines.map(quoteForMermaid).join('<br/>');
  return effect ? `  ${id}(["${words}"]):::${effect}` : `  ${id}["${words}"]`;
}

/** The rules in Graphviz' language, from left to right, for a picture. */
export function dotDiagram(rules: Eligibility, language: Language): string {
  const { nodes, edges } = ruleGraph(rules, language);
  const look = [
    'rankdir=LR; nodesep=0.15; ranksep=0.6;',
    'node [shape=box style="rounded,filled" fillcolor=white color="#5f6368" fontname="sans-serif" fontsize=12];',
    'edge [color="#5f6368" arrowsize=0.7];',
  ];
  return `digraph rules {\n${[...look, ...nodes.map(dotNode), ...edges.map(dotEdge)].map((line) => `  ${line}`).join('\n')}\n}\n`;
}

function dotNode({ id, lines, effect }: GraphNode): string {
  const label = `label="${lines.map(quoteForDot).join('\\n')}"`;
  if (!effect) return `${id} [${label} fontsize=13 penwidth=1.6];`;
  const { fill, stroke } = EFFECT_COLORS[effect];
  return `${id} [${label} fillcolor="${fill}" color="${stroke}"];`;
}

function dotEdge({ from, to, kind }: GraphEdge): string {
  if (kind === 'order') return `${from} -> ${to} [penwidth=2 constraint=false];`;
  return `${from} -> ${to}${kind === 'answer' ? ' [arrowhead=none]' : ''};`;
}

/** Text that Mermaid takes literally. */
function quoteForMermaid(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('#', '＃');
}

function quoteForDot(text: string): string {
  return text.replaceAll('\\', '＼').replaceAll('"', '”');
}
