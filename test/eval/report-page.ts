import { writeFileSync } from 'node:fs';
import type { Tally } from './outcome.js';
import type { CurvePoint } from './threshold-curve.js';

/** What the page shows for one language. */
export interface LanguageReport {
  language: string;
  byStyle: Map<string, Tally>;
  curve: CurvePoint[];
  confusions: [string, number][];
}

const WIDTH = 520;
const HEIGHT = 300;
const MARGIN = 45;
const COLOURS = { right: '#2b7a3d', suggested: '#d9a514', wrong: '#b3261e', silent: '#8a8f98' };

/** Writes the figures with their plots as one HTML file that needs nothing else. */
export function writeReport(path: string, title: string, reports: readonly LanguageReport[]): void {
  const body = reports.map(languageSection).join('\n');
  const style =
    'body{font:15px/1.5 system-ui,sans-serif;margin:2em;max-width:60em}td,th{padding:.2em .7em;text-align:left}';
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style>
<h1>${escapeHtml(title)}</h1>\n${body}\n</html>\n`;
  writeFileSync(path, page);
}

function languageSection({ language, byStyle, curve, confusions }: LanguageReport): string {
  const pairs = confusions.map(([pair, n]) => `<tr><td>${n}</td><td>${escapeHtml(pair)}</td></tr>`).join('');
  return `<h2>${escapeHtml(language)}</h2><h3>Outcome by style</h3>${bars(byStyle)}
<h3>Answered against precision</h3>${curvePlot(curve)}
<h3>Wrong answers: wanted → given</h3><table>${pairs || '<tr><td>none</td></tr>'}</table>`;
}

function bars(byStyle: Map<string, Tally>): string {
  const rows = [...byStyle].map(([style, tally], row) => {
    let x = 110;
    const parts = (Object.keys(COLOURS) as (keyof typeof COLOURS)[]).map((outcome) => {
      const width = (380 * tally[outcome]) / (tally.n || 1);
      const part = `<rect x="${x}" y="${row * 26 + 4}" width="${width.toFixed(1)}" height="18" fill="${COLOURS[outcome]}"><title>${outcome} ${tally[outcome]}</title></rect>`;
      x += width;
      return part;
    });
    return `<text x="0" y="${row * 26 + 18}" font-size="13">${escapeHtml(style)} (${tally.n})</text>${parts.join('')}`;
  });
  const legend = Object.entries(COLOURS).map(([name, colour]) => `<span style="color:${colour}">■</span> ${name}`);
  return `<svg role="img" aria-label="Outcome by style" width="${WIDTH}" height="${byStyle.size * 26 + 8}">${rows.join('')}</svg><p>${legend.join(' ')}</p>`;
}

function curvePlot(curve: readonly CurvePoint[]): string {
  const x = (share: number): number => MARGIN + share * (WIDTH - 2 * MARGIN);
  const y = (precision: number): number => HEIGHT - MARGIN - (precision - 0.7) * ((HEIGHT - 2 * MARGIN) / 0.3);
  const shown = curve.filter((point) => point.precision >= 0.7);
  const path = shown.map(({ answered, precision }) => `${x(answered).toFixed(1)},${y(precision).toFixed(1)}`).join(' ');
  const dots = shown.map(({ threshold, answered, precision, falselyAnswered }) => {
    const told = `confidence ≥ ${threshold}: answered ${answered.toFixed(3)}, precision ${precision.toFixed(3)}, not to be answered but answered ${falselyAnswered.toFixed(3)}`;
    return `<circle cx="${x(answered).toFixed(1)}" cy="${y(precision).toFixed(1)}" r="4" fill="#1f5fa8"><title>${told}</title></circle>`;
  });
  const ticks = [0.7, 0.8, 0.9, 1].map((value) => `<text x="4" y="${y(value) + 4}" font-size="12">${value}</text>`);
  const below = [0, 0.5, 1].map((v) => `<text x="${x(v) - 6}" y="${HEIGHT - 24}" font-size="12">${v}</text>`);
  return `<svg role="img" aria-label="Share answered against precision" width="${WIDTH}" height="${HEIGHT}">
<polyline points="${path}" fill="none" stroke="#1f5fa8"/>${dots.join('')}${ticks.join('')}${below.join('')}
<text x="${WIDTH / 2 - 60}" y="${HEIGHT - 6}" font-size="13">share of questions answered</text></svg>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
