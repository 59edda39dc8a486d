import { diagram } from '../../dialogs/domain/eligibility/diagram.js';
import { ruleTable } from '../../dialogs/domain/eligibility/rules-table.js';
import { fill } from '../../dialogs/domain/facts.js';
import { factsAt } from '../../dialogs/moment-facts.js';
import { drawRules } from '../draw-rules.js';
import { html, Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import type { StaffHandler } from './staff-visit.js';

/** The rules of the pre-screening as a picture and as a table with their clauses, for policy staff. */
export function rulesPage({ say, live, texts, now, language }: DeskParts): StaffHandler {
  return async ({ page }) => {
    const { eligibility, program } = live().knowledge;
    const picture = Buffer.from(await drawRules(eligibility, language)).toString('base64');
    const { heads, rows } = ruleTable(eligibility, language);
    const facts = factsAt(program, texts, language, now());
    const cell = (lines: string[]) =>
      html`<td>${new Markup(lines.map((line) => html`${fill(line.replaceAll('`', ''), facts)}`.html).join('<br>'))}</td>`;
    const body = html`<p>${say('rules.lead')}</p>
<table><caption>${say('rules.table')}</caption><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map(cell)}</tr>`)}</tbody></table>
<h2>${say('rules.picture')}</h2>
<p><img class="wide" src="data:image/svg+xml;base64,${picture}" alt="${say('rules.alt')}"></p>
<details><summary>${say('rules.source')}</summary><pre>${diagram(eligibility, language)}</pre></details>`;
    return page({ current: 'rules', title: say('rules.title'), body });
  };
}
