import type { IncomingMessage } from 'node:http';
import { Refusal } from '../http/reply.js';

/** The most bytes of a form: an answer of 4,000 letters in percent signs, and room. */
const LIMIT = 64 * 1024;

/** Reads a form as browsers post it. Refuses what is too big (413) or no form (415). */
export async function formBody(request: IncomingMessage): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'UnsupportedMediaType', 'Send a form.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LIMIT) throw new Refusal(413, 'TooLarge', `At most ${LIMIT} bytes.`, { Connection: 'close' });
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
