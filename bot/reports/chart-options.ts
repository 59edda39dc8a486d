import type { EChartsCoreOption } from 'echarts/core';
import { legendHeight, legendOf, CHART_TEXT as TEXT } from './chart-legend.js';
import type { ReportChart } from './report.js';

/** A chart as ECharts draws it, and how high it has to be. */
export interface ChartPlan {
  option: EChartsCoreOption;
  height: number;
}

const AXIS = { lineStyle: { color: 'var(--line)' } };
const GUIDES = { lineStyle: { color: 'var(--hairline)' } };
const PATTERN = { color: 'var(--decal)', symbolSize: 1, rotation: 0, dashArrayX: [1, 0], dashArrayY: [2, 4] };
/** Part 0 is plain; the others are told apart without their colours, too. */
const PATTERNS = [
  undefined,
  { ...PATTERN, rotation: Math.PI / 4 },
  { ...PATTERN, symbol: 'circle', symbolSize: 0.7, dashArrayX: [6, 2], dashArrayY: [6, 2] },
  PATTERN,
  { ...PATTERN, rotation: -Math.PI / 4 },
];
/** Height of a bar with its name above it, and of the part that columns and lines need. */
const ROW = 50;
const UPRIGHT = 240;
/** Room for numbers at the end of bars, on columns, and on axes. */
const END = 64;
const TOP = 28;
const SCALE = 30;

/** Plans a chart for a width in pixels of its own. Colours are the page's: `var(--part-0)` and so on. */
export function planChart(chart: ReportChart, width: number): ChartPlan {
  const head = legendHeight(chart.legend, width);
  const lying = chart.kind === 'bars';
  const height = head + (lying ? chart.rows.length * ROW + 12 : UPRIGHT);
  const grid = lying
    ? { left: 2, right: END, top: head + 8, bottom: 4 }
    : { left: 46, right: 12, top: head + TOP, bottom: SCALE };
  const option: EChartsCoreOption = {
    animation: false,
    textStyle: { fontFamily: 'sans-serif' },
    legend: legendOf(chart.legend),
    grid: { ...grid, outerBoundsMode: 'none' },
    ...(lying ? lyingAxes(chart, width) : standingAxes(chart)),
    series: chart.kind === 'line' ? lineSeries(chart) : barSeries(chart),
  };
  return { option, height };
}

/** Names stand above their bars, so that long ones are whole on a narrow page, too. */
function lyingAxes({ rows, whole }: ReportChart, width: number): EChartsCoreOption {
  const names = { ...TEXT, inside: true, margin: 0, verticalAlign: 'bottom', padding: [0, 0, 13, 0] };
  return {
    xAxis: { type: 'value', min: 0, max: whole ?? longestOf(rows), show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisLine: AXIS,
      axisTick: { show: false },
      axisLabel: { ...names, width: width - 8, overflow: 'truncate' },
      z: 3,
    },
  };
}

function standingAxes({ rows, whole, unit = '' }: ReportChart): EChartsCoreOption {
  return {
    xAxis: {
      type: 'category',
      data: rows.map(({ label, short }) => short ?? label),
      axisLine: AXIS,
      axisTick: { show: false },
      axisLabel: { ...TEXT, fontSize: 12, interval: 'auto' },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: whole,
      minInterval: 1,
      splitNumber: 4,
      interval: whole && whole / 4,
      splitLine: GUIDES,
      axisLabel: { ...TEXT, fontSize: 12, formatter: (value: number) => `${value}${unit}` },
    },
  };
}

function longestOf(rows: ReportChart['rows']): number {
  return Math.max(1, ...rows.map(({ parts }) => parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)));
}

function barSeries({ legend, rows, kind }: ReportChart): EChartsCoreOption[] {
  const parts = legend.map((name, at) => ({
    ...seriesOf(name, at),
    type: 'bar',
    stack: 'parts',
    barWidth: kind === 'bars' ? 18 : '60%',
    data: rows.map((row) => row.parts[at] ?? 0),
  }));
  return [...parts, endSeries(rows, kind)];
}

/** Nothing but the worth of the whole bar, at its end. */
function endSeries(rows: ReportChart['rows'], kind: ReportChart['kind']): EChartsCoreOption {
  const label = {
    ...TEXT,
    show: true,
    position: kind === 'bars' ? 'right' : 'top',
    formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]?.end ?? '',
  };
  const itemStyle = { color: 'transparent' };
  return { type: 'bar', name: '', stack: 'parts', silent: true, itemStyle, data: rows.map(() => 0), label };
}

function lineSeries({ legend, rows }: ReportChart): EChartsCoreOption[] {
  return legend.map((name, at) => ({
    ...seriesOf(name, at),
    type: 'line',
    symbol: 'circle',
    symbolSize: 8,
    lineStyle: { color: `var(--part-${at})`, width: 2 },
    data: rows.map((row) => row.parts[at] ?? null),
    label: {
      ...TEXT,
      show: true,
      position: 'top',
      formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]?.end ?? '',
    },
  }));
}

function seriesOf(name: string, at: number): EChartsCoreOption {
  const itemStyle = { color: `var(--part-${at})`, borderColor: 'var(--paper)', borderWidth: 1, decal: PATTERNS[at] };
  return { name, silent: true, emphasis: { disabled: true }, itemStyle };
}
