import { type ResultWords, why } from '../../dialogs/quiz/result.js';
import type { ResultRow } from '../../dialogs/quiz/result-rows.js';
import type { Voice } from '../../dialogs/voice.js';
import { html } from './html.js';

/** What one printable result needs. */
export interface ResultPageOptions {
  voice: Voice;
  words: ResultWords;
  madeOn: Date;
  styleUrl: string;
}

/** The printable page of a result: a document without script, for the boss's desk. */
export function resultPageHtml({ voice, words, madeOn, styleUrl }: ResultPageOptions): string {
  const date = new Intl.DateTimeFormat(voice.language, { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(madeOn);
  const title = voice.say('result.title');
  return html`<!doctype html>
<html lang="${voice.language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><link rel="stylesheet" href="${styleUrl}"></head>
<body class="plain result"><main>
<p>${voice.fill('{{program.name}}（{{fiscal-year}}）')}</p>
<h1>${title}</h1>
<h2>${words.title}</h2>
<p>${words.sentence}</p>
<p>${words.next}</p>
${words.heading ? html`<h3>${words.heading}</h3><ul>${words.deciding.map((row) => reasonItem(voice, row))}</ul>` : undefined}
<table><caption>${voice.say('result.caption')}</caption>
<thead><tr>${['subject', 'answer', 'finding', 'sections'].map((key) => html`<th scope="col">${voice.say(`result.column-${key}`)}</th>`)}</tr></thead>
<tbody>${words.rows.map((row) => tableRow(voice, row))}</tbody></table>
<p><strong>${words.disclaimer}</strong></p>
<p>${voice.say('result.made', { date })}</p>
</main></body></html>
`.html;
}

function reasonItem(voice: Voice, row: ResultRow) {
  return html`<li><strong>${row.subject}</strong>: ${why(row, voice)}</li>`;
}

function tableRow(voice: Voice, row: ResultRow) {
  const effect = voice.say(`result.effect.${row.effect}`);
  return html`<tr><th scope="row">${row.subject}</th><td>${row.answer}</td><td>${row.mark} ${effect}</td><td>${row.sections}</td></tr>`;
}
