import { html, type Markup } from '../web/html.js';
import { drawChart } from './draw-chart.js';
import type { Report, ReportSection } from './report.js';

/** The report's sections as HTML: for each a chart where one helps, and always the table with the same numbers. */
export async function reportMarkup(report: Report): Promise<Markup> {
  const { title, period, caution } = report;
  return html`<h2>${title}</h2><p>${period}</p><p class="caution">${caution}</p>
${await sectionsMarkup(report)}`;
}

/** The report as a document that stands alone; `style` is put into it, as mail and folders have no other file beside. */
export async function reportDocument(report: Report, language: string, style: Markup): Promise<string> {
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${report.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>${style}</style></head>
<body><main><h1>${report.title}</h1><p>${report.period}</p><p class="caution">${report.caution}</p>
${await sectionsMarkup(report)}</main></body></html>
`.html;
}

/** One after another, as drawing keeps the process busy. */
async function sectionsMarkup({ sections, chartWords }: Report): Promise<Markup[]> {
  const made: Markup[] = [];
  for (const section of sections) {
    const shown = section.chart && section.table.rows.length > 0;
    const words = chartWords(section.title);
    made.push(sectionMarkup(section, shown ? await drawChart(section.id, section.chart!, words) : undefined));
  }
  return made;
}

function sectionMarkup({ id, title, note, table, empty }: ReportSection, chart: Markup | undefined): Markup {
  const heading = html`<h3 id="report-${id}">${title}</h3>${note ? html`<p class="note">${note}</p>` : undefined}`;
  if (table.rows.length === 0) return html`<section class="figures">${heading}<p>${empty}</p></section>`;
  const cells = ([name, ...others]: string[]) =>
    html`<tr><th scope="row">${name}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  return html`<section class="figures">${heading}
${chart}
<div class="wide" role="region" tabindex="0" aria-labelledby="report-${id}"><table><thead><tr>${table.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${table.rows.map(cells)}</tbody></table></div></section>`;
}
