import { DamagedRecordError, type Envelope, readRecord, recordText } from './record-text.js';

/** What a piece of a journal is: a whole record, or bytes that are none. `torn` when writing it was never finished. */
export type Piece = { record: Envelope } | { damaged: Buffer; torn: boolean };

/** What the journal holds of a record that was deleted: no other has an empty eTag. */
export function deletion(key: string, updatedAt: number): Envelope {
  return { key, eTag: '', updatedAt, json: 'null' };
}

/** Whether a record from the journal says that it was deleted. */
export function isDeletion({ eTag }: Envelope): boolean {
  return eTag === '';
}

/** A record's bytes in a journal. */
export function journalBytes(record: Envelope): Buffer {
  return Buffer.from(recordText(record));
}

const START = '{"key":';

/**
 * A journal's pieces, in the order of writing. A journal is record files one after another, two lines each; after damage it goes
 * on where the next whole record begins.
 */
export function* piecesOf(bytes: Buffer): Generator<Piece> {
  for (let from = 0; from < bytes.length; ) {
    const end = endOfRecord(bytes, from);
    const record = recordIn(bytes.subarray(from, end));
    const next = record ? end : nextRecord(bytes, from);
    yield record ? { record } : damageIn(bytes.subarray(from, next), next === bytes.length);
    from = next;
  }
}

/** JSON holds no line breaks of its own. */
function endOfRecord(bytes: Buffer, from: number): number {
  const line = bytes.indexOf('\n', from) + 1;
  return (line && bytes.indexOf('\n', line) + 1) || bytes.length;
}

function recordIn(bytes: Buffer): Envelope | undefined {
  try {
    return readRecord(bytes.toString());
  } catch (error) {
    if (error instanceof DamagedRecordError) return undefined;
    throw error;
  }
}

function nextRecord(bytes: Buffer, after: number): number {
  for (let at = after; ; ) {
    at = bytes.indexOf(START, at + 1);
    if (at < 0) return bytes.length;
    if (recordIn(bytes.subarray(at, endOfRecord(bytes, at)))) return at;
  }
}

function damageIn(damaged: Buffer, last: boolean): Piece {
  const ends = damaged.subarray(-2).equals(END);
  return { damaged, torn: last && !ends && !damaged.includes(`\n${START}`) };
}

const END = Buffer.from('}\n');
