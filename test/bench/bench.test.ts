import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BENCHES } from './catalogue.js';
import { chartPage } from './chart.js';
import { type BenchResult, SHORT } from './result.js';
import { tableOf } from './table.js';

/** That each benchmark works and that its subject is right; never how fast anything is. */
const NEED_BUILD = ['http-faq', 'cold-start', 'conversations'];

describe('the benchmarks, in short', { timeout: 300_000 }, () => {
  const results: BenchResult[] = [];

  it.each(BENCHES.map((bench) => [bench.name, bench] as const))('%s', async (name, bench) => {
    if (NEED_BUILD.includes(name)) expect(existsSync('dist/main.js'), 'npm run build').toBe(true);
    const result = await bench.run(SHORT);
    expect(result.bench).toBe(name);
    expect(result.checked).not.toEqual([]);
    expect(result.rows.some(({ floor }) => floor)).toBe(true);
    for (const { name: row, p50 } of result.rows) expect(p50, row).not.toBeNaN();
    for (const { name: row, ratio } of result.ratios) expect(ratio, row).toBeGreaterThan(0);
    results.push(result);
  });

  it('are shown as a table and as a page', () => {
    const machine = { cpu: 'a', cores: 1, memoryGb: 1, node: '1', at: '2025-10-15' };
    const page = chartPage(results, machine);
    for (const result of results) {
      expect(tableOf(result)[0]).toContain(result.bench);
      expect(page).toContain(`<h2>${result.bench}</h2>`);
    }
  });
});
