import { createHash } from 'node:crypto';

/** A record as a file holds it; the value still as JSON text. */
export interface Envelope {
  key: string;
  eTag: string;
  /** Time of the write, milliseconds since the epoch. */
  updatedAt: number;
  json: string;
}

/** A record's file is not what was written: cut off, overwritten, or with flipped bits. */
export class DamagedRecordError extends Error {
  override name = 'DamagedRecordError';
}

/** The file's text: JSON in two lines, the first a head with a checksum over everything, the second the value. */
export function recordText({ key, eTag, updatedAt, json }: Envelope): string {
  const head = JSON.stringify({ key, eTag, updatedAt }).slice(0, -1);
  const sum = createHash('sha256').update(head).update('\n').update(json).digest('hex').slice(0, 32);
  return `${head},"sha256":"${sum}",\n"value":${json}}\n`;
}

/** Reads a file's text back. Throws DamagedRecordError unless every character is as it was written. */
export function readRecord(text: string): Envelope {
  const value = text.indexOf('\n"value":');
  const envelope = { ...readHead(text), json: text.slice(value + '\n"value":'.length, -2) };
  if (value < 0 || recordText(envelope) !== text) throw new DamagedRecordError('the checksum does not fit');
  return envelope;
}

/** Reads the head from a file's beginning, without looking at the value. Throws DamagedRecordError when it can't be read. */
export function readHead(text: string): Omit<Envelope, 'json'> {
  try {
    const head = JSON.parse(`${text.slice(0, text.indexOf(',\n'))}}`) as Record<string, unknown>;
    const { key, eTag, updatedAt } = head;
    if (typeof key === 'string' && typeof eTag === 'string' && typeof updatedAt === 'number')
      return { key, eTag, updatedAt };
  } catch {
    // Not JSON: as damaged as a head that lacks something.
  }
  throw new DamagedRecordError('the head cannot be read');
}
