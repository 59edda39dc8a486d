import { html, Markup } from '../web/html.js';

const LINK = /\[([^\]]*)\]\(((?:https?:\/\/|mailto:|tel:)[^)\s]*)\)|\*\*([^*]+)\*\*/g;

/**
 * The Markdown that answers use, as HTML: paragraphs, lists, strong words, and links to http, mail and telephone. All else
 * stays as it is typed.
 */
export function markdownMarkup(text: string): Markup {
  const blocks = text.trim().split(/\n\s*\n/);
  return new Markup(blocks.map((block) => blockMarkup(block).html).join(''));
}

function blockMarkup(block: string): Markup {
  const lines = block.split('\n').map((line) => line.trim());
  const isItem = (line: string) => /^([-*]|\d+\.)\s/.test(line);
  if (!lines.some(isItem)) return html`<p>${spaced(lines)}</p>`;
  const first = lines.findIndex(isItem);
  const items = lines.slice(first).map((line) => html`<li>${inline(line.replace(/^([-*]|\d+\.)\s+/, ''))}</li>`);
  return html`${first > 0 ? html`<p>${spaced(lines.slice(0, first))}</p>` : undefined}<ul>${items}</ul>`;
}

function spaced(lines: string[]): Markup[] {
  return lines.map((line, index) => html`${index > 0 ? html`<br>` : undefined}${inline(line)}`);
}

function inline(line: string): Markup[] {
  const parts: Markup[] = [];
  let from = 0;
  for (const match of line.matchAll(LINK)) {
    const [whole, name, address, strong] = match;
    parts.push(html`${line.slice(from, match.index)}`);
    parts.push(address ? html`<a href="${address}" rel="noreferrer">${name}</a>` : html`<strong>${strong}</strong>`);
    from = match.index + whole.length;
  }
  return [...parts, html`${line.slice(from)}`];
}
