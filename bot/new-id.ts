import { randomBytes } from 'node:crypto';

const BYTES = 16;
const POOLED = 256;

let pool = Buffer.alloc(0);

/** An unguessable id: 128 bit from the system's generator, which is asked for many ids at once. */
export function newId(): string {
  if (pool.length === 0) pool = randomBytes(BYTES * POOLED);
  const id = pool.toString('base64url', 0, BYTES);
  pool = pool.subarray(BYTES);
  return id;
}
