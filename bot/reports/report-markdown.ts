import type { Report, ReportTable } from './report.js';

/** A report as Markdown, for mail and chat. */
export function reportMarkdown({ title, period, caution, sections }: Report): string {
  const parts = sections.map((section) => {
    const body = section.table.rows.length > 0 ? table(section.table) : section.empty;
    return [`## ${section.title}`, section.note, body].filter(Boolean).join('\n\n');
  });
  return `${[`# ${title}`, period, caution, ...parts].join('\n\n')}\n`;
}

function table({ columns, rows }: ReportTable): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:'));
  return [line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Text that stays in its cell and is not read as markup. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|<>[\]*_`#]/g, '\\$&');
}
