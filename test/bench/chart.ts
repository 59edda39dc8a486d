import type { BenchResult, Ratio, Row } from './result.js';
import { plain, verdict } from './table.js';

/** Where it was measured. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  at: string;
}

const BAR = { left: 330, width: 480, height: 22, gap: 6 };

/** All results as a page that stands alone: bars for what was measured, and beside each what it stands to. */
export function chartPage(results: readonly BenchResult[], machine: Machine): string {
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, ${machine.at}`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Benchmarks</title>
<style>body{font:14px system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}
h2{font-size:1.1rem;margin:2rem 0 .3rem}svg text{font:13px system-ui,sans-serif}p{margin:.3rem 0}</style>
<h1>Benchmarks</h1><p>${escaped(where)}. Compare ratios, not times: all of one chart ran in turns on the same machine.</p>
${results.map(section).join('\n')}
</html>
`;
}

function section({ bench, rows, ratios, checked, notes = [] }: BenchResult): string {
  const units = [...new Set(rows.map(({ unit }) => unit))];
  return [
    `<h2>${escaped(bench)}</h2><p>Right before timed: ${escaped(checked.join('; '))}.</p>`,
    ...units.map((unit) => bars(rows.filter((row) => row.unit === unit))),
    ...ratios.map((ratio) => `<p>${escaped(ratioLine(ratio))}</p>`),
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
  ].join('\n');
}

function ratioLine(ratio: Ratio): string {
  return `${ratio.name}: ${verdict(ratio).trim()}`;
}

/** Bars in one scale; what is compared with is grey. */
function bars(rows: readonly Row[]): string {
  const step = BAR.height + BAR.gap;
  const most = Math.max(...rows.map(({ p50 }) => p50)) || 1;
  const drawn = rows.map((row, place) => {
    const y = place * step;
    const length = Math.max(1, (row.p50 / most) * BAR.width);
    const label = `${plain(row.p50).trim()} ${row.unit}${row.p99 === undefined ? '' : ` (p99 ${plain(row.p99).trim()})`}`;
    return [
      `<text x="${BAR.left - 8}" y="${y + 16}" text-anchor="end">${escaped(row.name)}</text>`,
      `<rect x="${BAR.left}" y="${y}" width="${length.toFixed(1)}" height="${BAR.height}" fill="${row.floor ? '#767676' : '#1a5fb4'}"/>`,
      `<text x="${BAR.left + length + 8}" y="${y + 16}">${escaped(label)}</text>`,
    ].join('');
  });
  const width = BAR.left + BAR.width + 190;
  return `<svg viewBox="0 0 ${width} ${rows.length * step}" width="100%" role="img">${drawn.join('')}</svg>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
