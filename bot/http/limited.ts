import type { Request } from 'restify';
import type { ClientAddress } from './client-address.js';
import type { RateLimit } from './rate-limit.js';
import { Refusal, type Reply } from './reply.js';

/** Refuses (429) when there is a time to wait, and says how long. */
export function refuseIfTooFast(waitMs: number): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new Refusal(429, 'TooManyRequests', `Try again in ${seconds} s.`, { 'Retry-After': String(seconds) });
}

/** Makes handlers count against a limit by address, before they look at anything else. */
export function limited(limit: RateLimit, addressOf: ClientAddress) {
  return (handler: (request: Request) => Promise<Reply>) =>
    async (request: Request): Promise<Reply> => {
      refuseIfTooFast(limit.count(addressOf(request)).waitMs);
      return handler(request);
    };
}
