import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawChart } from '../../bot/reports/draw-chart.js';
import type { ReportChart } from '../../bot/reports/report.js';

const WORDS = { title: '週ごとの質問のグラフ', description: '同じ数を、下の表に示します。' };

const COLUMNS: ReportChart = {
  kind: 'columns',
  legend: ['答えた', '答えられなかった'],
  rows: [
    { label: '2025-10-06の週', short: '10/6', parts: [10, 20], end: '約30' },
    { label: '2025-10-13の週', short: '10/13', parts: [0, 0], end: '' },
  ],
};
const BARS: ReportChart = {
  kind: 'bars',
  legend: ['合う'],
  rows: [{ label: '費用はかかりますか', parts: [7], end: '7' }],
};
const LINE: ReportChart = {
  kind: 'line',
  legend: ['割合'],
  whole: 100,
  unit: '%',
  rows: [
    { label: '1', parts: [40], end: '40%' },
    { label: '2', parts: [undefined], end: '（少数）' },
    { label: '3', parts: [20], end: '20%' },
  ],
};

/** The texts that a chart shows in one width, in its order. */
function shown(svg: string): string[] {
  const [broad = ''] = svg.split('<svg class="slim"');
  return [...broad.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
}

describe('a chart', () => {
  it('shows its legend, its weeks and the worth of each column', async () => {
    const texts = shown((await drawChart('weeks', COLUMNS, WORDS)).html);
    expect(texts).toEqual(expect.arrayContaining(['答えた', '答えられなかった', '10/6', '10/13', '約30']));
  });

  it('shows names in full above bars, and no legend for a single part', async () => {
    const texts = shown((await drawChart('bars', BARS, WORDS)).html);
    expect(texts).toEqual(['7', '費用はかかりますか']);
  });

  it('leaves a gap in a line where a share is hidden', async () => {
    const { html } = await drawChart('rate', LINE, WORDS);
    expect(shown(html)).toEqual(expect.arrayContaining(['100%', '40%', '20%']));
    expect(shown(html)).not.toContain('（少数）');
    const line = /<path d="([^"]*)" fill="none" stroke="var\(--part-0\)"/.exec(html)?.[1] ?? '';
    expect(line.match(/M/g)).toHaveLength(2);
  });

  it('tells those who do not see it what it is and where the numbers are', async () => {
    const { html } = await drawChart('weeks', COLUMNS, WORDS);
    for (const look of ['broad', 'slim']) {
      expect(html).toContain(
        `<svg class="${look}" role="img" aria-labelledby="chart-weeks-${look}" aria-describedby="chart-weeks-${look}-more"`,
      );
      expect(html).toContain(`<title id="chart-weeks-${look}">${WORDS.title}</title>`);
      expect(html).toContain(`<desc id="chart-weeks-${look}-more">${WORDS.description}</desc>`);
    }
  });

  it('holds nothing that the strict policy of the page forbids, whatever the names are', async () => {
    const hostile = '"><script>alert(1)</script><style>*{}</style> style="x" &{b}{{n}}';
    const rows = [{ label: hostile, short: hostile, parts: [3, 4], end: hostile }];
    for (const kind of ['bars', 'columns', 'line'] as const) {
      const { html } = await drawChart('x', { kind, legend: [hostile, 'b'], rows }, { ...WORDS, title: hostile });
      expect(html).not.toMatch(/<script|<style|<image|<foreignObject|<a\b|\son\w+="|\sstyle="|ecmeta|href/);
      expect(html).toContain('&lt;script&gt;alert(1)');
    }
  });

  it('gives every part of a page an id of its own', async () => {
    const charts = await Promise.all(['a', 'b', 'c'].map((id) => drawChart(id, COLUMNS, WORDS)));
    const ids = charts.flatMap(({ html }) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect(ids.length).toBeGreaterThan(15);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells parts by patterns, too, and takes its colours from the page', async () => {
    const { html } = await drawChart('weeks', COLUMNS, WORDS);
    expect(html).toMatch(/<pattern /);
    const seen = html.replaceAll(/ fill="[^"]+" fill-opacity="0"| stroke="[^"]+" stroke-(opacity|width)="0"/g, '');
    const colours = [...seen.matchAll(/ (?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour ?? '');
    const own = colours.filter((colour) => !/^(var\(--[\w-]+\)|none|transparent|url\(#[\w-]+\))$/.test(colour));
    expect(own).toEqual([]);
  });
});

it('the chart library is loaded by the first chart, not at the start', () => {
  const files = ['bot', 'dialogs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const early = files.filter((file) => /^import (?!type)[^;]*'echarts/m.test(readFileSync(file, 'utf8')));
  expect(early).toEqual([]);
  expect(readFileSync('bot/reports/draw-chart.ts', 'utf8')).toContain("import('echarts/core')");
});
