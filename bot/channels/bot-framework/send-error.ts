/** Why a message did not go out. `unclear`: it may have arrived nevertheless. The message names neither address nor text. */
export class SendError extends Error {
  override name = 'SendError';
  constructor(
    /** What the connector answered, if it did. */
    readonly status: number | undefined,
    /** Whether a later try may succeed. */
    readonly passing: boolean,
    /** Whether the message may have arrived. */
    readonly unclear: boolean,
    /** How long the connector asks to wait, in milliseconds. */
    readonly waitMs?: number,
    message = `connector ${status === undefined ? 'did not answer' : `answered ${status}`}`,
  ) {
    super(message);
  }
}

/** The message has no address that the bot may send to. */
export function badAddress(): SendError {
  return new SendError(undefined, false, false, undefined, 'no address that may be sent to');
}

/** There is no access token to send with. */
export function noToken(): SendError {
  return new SendError(undefined, true, false, undefined, 'no access token to be had');
}

/** What an answer that is no success means for another try. */
export function sendErrorOf(status: number, retryAfter: string | null, now: number): SendError {
  const refusedForNow = status === 412 || status === 429;
  const unclear = status === 500 || status === 502 || status === 503 || status === 504 || status === 408;
  return new SendError(status, refusedForNow || unclear, unclear, waitOf(retryAfter, now));
}

/** Retry-After in seconds or as a date. */
function waitOf(retryAfter: string | null, now: number): number | undefined {
  if (!retryAfter) return undefined;
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
