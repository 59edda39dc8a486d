import { setImmediate } from 'node:timers/promises';
import type { EChartsCoreOption } from 'echarts/core';
import { html, Markup } from '../web/html.js';
import { planChart } from './chart-options.js';
import type { ChartWords, ReportChart } from './report.js';

/** Widths that charts are drawn for; the style shows the one that fits the page. */
const WIDTHS = { broad: 720, slim: 340 };

/** A chart as SVG in the page, in two widths, drawn without a browser. `id` tells the charts of a page apart. */
export async function drawChart(id: string, chart: ReportChart, words: ChartWords): Promise<Markup> {
  const draw = await library();
  const drawn: Markup[] = [];
  for (const [look, width] of Object.entries(WIDTHS)) {
    // Drawing takes tens of milliseconds; others are served in between.
    await setImmediate();
    const name = `chart-${id}-${look}`;
    const { option, height } = planChart(chart, width);
    const { title, description } = words;
    drawn.push(html`<svg class="${look}" role="img" aria-labelledby="${name}" aria-describedby="${name}-more" viewBox="0 0 ${String(width)} ${String(height)}">
<title id="${name}">${title}</title><desc id="${name}-more">${description}</desc>${inside(draw(option, width, height))}</svg>`);
  }
  return html`<figure class="chart">${drawn}</figure>`;
}

type Draw = (option: EChartsCoreOption, width: number, height: number) => string;

let loading: Promise<Draw> | undefined;

/** ECharts, loaded when the first chart is drawn: it takes a second and 40 MB, which the chat does without. */
function library(): Promise<Draw> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Draw> {
  const [{ init, use }, { BarChart, LineChart }, { GridComponent, LegendComponent }, { SVGRenderer }] =
    await Promise.all([
      import('echarts/core'),
      import('echarts/charts'),
      import('echarts/components'),
      import('echarts/renderers'),
    ]);
  use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);
  return (option, width, height) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
    try {
      chart.setOption(option);
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  };
}

/**
 * What is drawn, without what a page of ours does not allow or need: styles (fonts are the page's), and what is for a mouse.
 * Texts can't look like these: ECharts writes their quotes and brackets as entities.
 */
function inside(svg: string): Markup {
  const drawn = svg
    .replace(/^<svg [^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (style|class|pointer-events|ecmeta_\w+)="[^"]*"/g, '');
  return new Markup(drawn);
}
