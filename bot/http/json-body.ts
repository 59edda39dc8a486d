import type { IncomingMessage } from 'node:http';
import { Refusal } from './reply.js';

/** The most bytes that a request's body may have, unless a route says otherwise. */
export const BODY_LIMIT = 64 * 1024;

/** Reads a request's body as a JSON object; an absent body reads as {}. Refuses what is too big (413) or not JSON (400, 415). */
export async function jsonBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Record<string, unknown>> {
  const bytes = await bodyBytes(request, limit);
  if (bytes.length === 0) return {};
  if (!isJson(request.headers['content-type'])) {
    throw new Refusal(415, 'UnsupportedMediaType', 'Send application/json.');
  }
  const value = parsed(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notJson();
  return value as Record<string, unknown>;
}

/** By listeners, for an iterator over the chunks costs more than all else here. */
function bodyBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    if (request.destroyed) reject(endedEarly());
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge(limit));
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => request.readableEnded || reject(endedEarly()));
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Buffer): unknown {
  try {
    const text = utf8.decode(bytes);
    // The name may also be written with escapes.
    const isPlain = !text.includes('__proto__') && !text.includes('\\u');
    return isPlain ? JSON.parse(text) : JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    throw notJson();
  }
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

function tooLarge(limit: number): Refusal {
  return new Refusal(413, 'MessageSizeTooBig', `At most ${limit} bytes.`, { Connection: 'close' });
}

function endedEarly(): Refusal {
  return new Refusal(400, 'BadSyntax', 'The body ended early.');
}

function notJson(): Refusal {
  return new Refusal(400, 'BadSyntax', 'The body is not a JSON object in UTF-8.');
}
