import type { BenchResult, Ratio, Row } from './result.js';

/** A result as lines for the terminal. */
export function tableOf({ bench, rows, ratios, checked, notes = [] }: BenchResult): string[] {
  const width = Math.max(...[...rows, ...ratios].map(({ name }) => name.length)) + 2;
  return [
    `${bench}   (right first: ${checked.join('; ')})`,
    ...rows.map((row) => `  ${row.name.padEnd(width)}${figures(row)}${row.floor ? '   floor' : ''}`),
    ...ratios.map((ratio) => `  ${ratio.name.padEnd(width)}${verdict(ratio)}`),
    ...notes.map((note) => `  ${note}`),
  ];
}

function figures({ p50, p99, cpu, unit }: Row): string {
  const more = [
    ['p99', p99],
    ['cpu', cpu],
  ].map(([name, value]) => (typeof value === 'number' ? `   ${name} ${plain(value)}` : ''));
  return `${plain(p50)} ${unit.padEnd(5)}${more.join('')}`;
}

/** A ratio with its goal. */
export function verdict({ ratio, goal, better }: Ratio): string {
  const met = better === 'lower' ? ratio <= goal : ratio >= goal;
  return `${plain(ratio)} x    goal ${better === 'lower' ? '≤' : '≥'} ${goal} x: ${met ? 'met' : 'not met'}`;
}

/** A figure with three digits that count. */
export function plain(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toFixed(digits).padStart(8);
}
