/**
 * A mailto: link with subject and text (RFC 6068): UTF-8 percent-encoded, line breaks as %0D%0A. Characters that end a
 * Markdown link are encoded too.
 */
export function mailto(to: string, subject: string, body: string): string {
  return `mailto:${to}?subject=${encode(subject)}&body=${encode(body.replace(/\r?\n/g, '\r\n'))}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
