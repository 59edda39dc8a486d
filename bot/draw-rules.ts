import { dotDiagram } from '../dialogs/domain/eligibility/diagram.js';
import type { Eligibility } from '../dialogs/domain/eligibility/eligibility.js';

/** The pre-screening as a picture: an SVG document. */
export async function drawRules(rules: Eligibility, language: string): Promise<string> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  return graphviz.layout(dotDiagram(rules, language), 'svg', 'dot');
}
