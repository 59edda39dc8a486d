import { decodeProtectedHeader, jwtVerify } from 'jose';
import { Refusal } from '../../http/reply.js';
import type { ChannelActivity } from './incoming-activity.js';
import { KeysUnavailableError, type SigningKeys } from './signing-keys.js';

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
  return async (authorization, activity) => {
    try {
      await verify(authorization, activity, options);
    } catch (error) {
      if (error instanceof KeysUnavailableError) throw new Refusal(503, 'ServiceError', 'Try again later.');
      throw unauthorized();
    }
  };
}

async function verify(
  authorization: string | undefined,
  { channelId, serviceUrl }: ChannelActivity,
  { appId, keys, now, issuer = 'https://api.botframework.com' }: TokenCheckOptions,
): Promise<void> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec((authorization ?? '').slice(0, LONGEST))?.[1];
  if (!token) throw unauthorized();
  const { alg, kid } = decodeProtectedHeader(token);
  if (alg !== 'RS256' || !kid) throw unauthorized();
  const signing = await keys.find(kid);
  if (!signing) throw unauthorized();
  const { payload } = await jwtVerify(token, signing.key, {
    algorithms: ['RS256'],
    issuer,
    audience: appId,
    requiredClaims: ['exp'],
    clockTolerance: SKEW_SECONDS,
    currentDate: now(),
  });
  if (payload.serviceurl !== serviceUrl) throw unauthorized();
  if (signing.endorsements?.length && !signing.endorsements.includes(channelId)) throw unauthorized();
}

function unauthorized(): Refusal {
  return new Refusal(401, 'Unauthorized', 'Not authorized.', { 'WWW-Authenticate': 'Bearer' });
}
