const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe inside HTML text and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** Markup that is not escaped again. */
export class Markup {
  constructor(readonly html: string) {}
}

/** What may stand in a template: text, markup, a list of markup, or nothing. */
type Value = string | Markup | readonly Markup[] | undefined;

/** Template tag: every value that isn't Markup is escaped; a list is joined; undefined leaves nothing. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  const written = values.map(write);
  return new Markup(parts.map((part, at) => part + (written[at] ?? '')).join(''));
}

function write(value: Value): string {
  if (value instanceof Markup) return value.html;
  return typeof value === 'object' ? value.map(write).join('') : escapeHtml(value ?? '');
}

/** A value as JSON that can stand inside a script element. */
export function jsonMarkup(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replace(/</g, '\\u003c'));
}
