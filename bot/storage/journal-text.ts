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

const START = Buffer.from('{"key":');

/**
 * A journal's pieces, in the order of writing. A journal is record files one after another, two lines each; JSON holds no
 * line breaks of its own, so after damage the next record begins at the next line that begins as a record does.
 */
export function* piecesOf(bytes: Buffer): Generator<Piece> {
  for (let from = 0, end: number; from < bytes.length; from = end) {
    end = endOfPiece(bytes, from);
    yield pieceOf(bytes.subarray(from, end), end === bytes.length);
  }
}

function endOfPiece(bytes: Buffer, from: number): number {
  const isRecord = bytes.subarray(from, from + START.length).equals(START);
  for (let lines = 1, at = from; ; lines += 1) {
    at = bytes.indexOf('\n', at) + 1;
    if (at === 0) return bytes.length;
    if ((isRecord && lines === 2) || bytes.subarray(at, at + START.length).equals(START)) return at;
  }
}

function pieceOf(bytes: Buffer, last: boolean): Piece {
  try {
    return { record: readRecord(bytes.toString()) };
  } catch (error) {
    if (!(error instanceof DamagedRecordError)) throw error;
    return { damaged: bytes, torn: last && bytes.at(-1) !== NEWLINE };
  }
}

const NEWLINE = 0x0a;
