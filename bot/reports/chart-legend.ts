import type { EChartsCoreOption } from 'echarts/core';

/** How texts of charts look. */
export const CHART_TEXT = { color: 'var(--ink)', fontSize: 13 };

const LINE = 26;

/** A legend above the chart; none for a single part. */
export function legendOf(legend: string[]): EChartsCoreOption {
  const shape = { borderColor: 'transparent', itemWidth: 16, itemHeight: 14, itemGap: 18, icon: 'rect', padding: 0 };
  const data = legend.map((name) => ({ name }));
  return { show: legend.length > 1, data, top: 4, left: 0, selectedMode: false, textStyle: CHART_TEXT, ...shape };
}

/** Height that a legend takes in a width, both in pixels. */
export function legendHeight(legend: string[], width: number): number {
  return legend.length > 1 ? legendLines(legend, width) * LINE + 8 : 0;
}

/** Lines that a legend takes: as ECharts breaks it, by the width of its letters. */
function legendLines(legend: string[], width: number): number {
  let lines = 1;
  let used = 0;
  for (const name of legend) {
    const item = 16 + 5 + lettersWidth(name) + 18;
    if (used > 0 && used + item - 18 > width) {
      lines += 1;
      used = 0;
    }
    used += item;
  }
  return lines;
}

function lettersWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[ -~]/.test(letter) ? 8 : 13), 0);
}
