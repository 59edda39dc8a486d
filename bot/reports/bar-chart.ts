import { html, type Markup } from '../web/html.js';
import type { ReportChart } from './report.js';

const LABEL = 240;
const BAR = 360;
/** Room for the worth at a bar's end. */
const END = 60;
const ROW = 28;
const THICK = 18;
/** Letters that fit beside a bar; the table has the whole name. */
const LETTERS = 17;

/**
 * Stacked bars as SVG, one a row. Colours and patterns come from the style by the part's class (`part-0` …), so that a chart
 * prints, and no part is told by its colour alone: the legend and the table beside it say the same.
 */
export function barChart({ legend, rows, whole }: ReportChart, label: string): Markup {
  const longest = whole ?? Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)));
  const height = rows.length * ROW;
  const bars = rows.map(({ label: name, parts, end }, index) => {
    let from = LABEL;
    const y = index * ROW + (ROW - THICK) / 2;
    const drawn = parts.map((part, at) => {
      const width = (part / longest) * BAR;
      const x = from;
      from += width;
      return width > 0
        ? html`<rect class="part-${String(at)}" x="${pixels(x)}" y="${pixels(y)}" width="${pixels(width)}" height="${pixels(THICK)}"></rect>`
        : html``;
    });
    return html`<text x="${pixels(LABEL - 8)}" y="${pixels(y + 14)}" text-anchor="end">${short(name)}</text>${drawn}${end ? html`<text x="${pixels(from + 6)}" y="${pixels(y + 14)}">${end}</text>` : undefined}`;
  });
  const keys = legend.map((name, at) => html`<li><span class="key part-${String(at)}"></span>${name}</li>`);
  return html`<figure class="chart"><svg role="img" aria-label="${label}" viewBox="0 0 ${pixels(LABEL + BAR + END)} ${pixels(height)}">
<line class="axis" x1="${pixels(LABEL)}" x2="${pixels(LABEL)}" y1="0" y2="${pixels(height)}"></line>
${bars}</svg>${legend.length > 1 ? html`<ul class="legend">${keys}</ul>` : undefined}</figure>`;
}

function pixels(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function short(name: string): string {
  const letters = [...name];
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : name;
}
