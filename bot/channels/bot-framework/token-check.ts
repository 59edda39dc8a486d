import { decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { Refusal } from '../../http/reply.js';
import type { ChannelActivity } from './incoming-activity.js';
import { KeysUnavailableError, type SigningKey, type SigningKeys } from './signing-keys.js';

/** What a channel's token must say. */
export interface TokenCheckOptions {
  /** The bot's app id, which the token is made out to. */
  appId: string;
  keys: Pick<SigningKeys, 'find'>;
  now: () => Date;
  /** Who issues the tokens. */
  issuer?: string;
}

/** Checks that an activity comes from the channel it names. Rejects with a Refusal: 401 for any flaw, 503 without keys. */
export type TokenCheck = (authorization: string | undefined, activity: ChannelActivity) => Promise<void>;

/** Clocks may differ by this much (Microsoft's rule for connectors). */
const SKEW_SECONDS = 300;
/** Tokens of connectors have about 1,500 characters. */
const LONGEST = 8_192;

/**
 * The rules for tokens of the Bot Connector service (Microsoft, "Authenticate requests from the Bot Connector service to your
 * bot"): signed by one of its keys, RS256 only, made out by it to this bot, within its time, for this service address and
 * channel. Stricter than the framework's own check: an end of validity is demanded, and every flaw is a plain 401.
 */
export function tokenCheck(options: TokenCheckOptions): TokenCheck {
  const seen = new Map<string, Seen>();
  return async (authorization, activity) => {
    try {
      await verify(authorization, activity, options, seen);
    } catch (error) {
      if (error instanceof KeysUnavailableError) throw new Refusal(503, 'ServiceError', 'Try again later.');
      throw unauthorized();
    }
  };
}

/** A token that was good, by the key that signed it. A connector shows one token for an hour. */
interface Seen {
  key: SigningKey;
  payload: JWTPayload;
}

const MOST_SEEN = 100;

async function verify(
  authorization: string | undefined,
  { channelId, serviceUrl }: ChannelActivity,
  options: TokenCheckOptions,
  seen: Map<string, Seen>,
): Promise<void> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec((authorization ?? '').slice(0, LONGEST))?.[1];
  if (!token) throw unauthorized();
  const { alg, kid } = decodeProtectedHeader(token);
  if (alg !== 'RS256' || !kid) throw unauthorized();
  const key = await options.keys.find(kid);
  if (!key) throw unauthorized();
  const known = seen.get(token);
  const payload =
    known?.key === key && isInTime(known.payload, options) ? known.payload : await check(token, key, options);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(token, { key, payload });
  if (payload.serviceurl !== serviceUrl) throw unauthorized();
  if (key.endorsements?.length && !key.endorsements.includes(channelId)) throw unauthorized();
}

/** Everything that is the same for all activities that come with the token. */
async function check(token: string, { key }: SigningKey, options: TokenCheckOptions): Promise<JWTPayload> {
  const { appId, now, issuer = 'https://api.botframework.com' } = options;
  const { payload } = await jwtVerify(token, key, {
    algorithms: ['RS256'],
    issuer,
    audience: appId,
    requiredClaims: ['exp'],
    clockTolerance: SKEW_SECONDS,
    currentDate: now(),
  });
  return payload;
}

/** Whether a token seen before is still good; where in doubt, it is checked in full. */
function isInTime({ exp = 0 }: JWTPayload, { now }: TokenCheckOptions): boolean {
  return now().getTime() / 1_000 < exp;
}

function unauthorized(): Refusal {
  return new Refusal(401, 'Unauthorized', 'Not authorized.', { 'WWW-Authenticate': 'Bearer' });
}
