import { expect } from 'vitest';

/** As `expect.poll`, with the patience that a busy machine needs. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: 20_000 });
}
