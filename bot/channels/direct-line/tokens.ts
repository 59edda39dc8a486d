import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** talk: the Direct Line token. resume: gets a new talk token after a reload or a long sleep. stream: opens one WebSocket. */
export type TokenKind = 'talk' | 'resume' | 'stream';

/** What a token says. `user` is unguessable and owns at most the conversations opened with it. */
export interface Claims {
  kind: TokenKind;
  user: string;
  /** The one conversation that the token opens; absent before the conversation is opened. */
  conversation?: string;
}

/** Issues and checks tokens. */
export interface Tokens {
  issue(claims: Claims): string;
  /** `invalid` for everything that was not issued here as `kind`; `expired` for what was, too long ago. */
  check(token: string | undefined, kind: TokenKind): Claims | 'invalid' | 'expired';
  /** As `check` for a stream ticket, which it uses up: the second time it is invalid. */
  redeem(token: string | undefined): Claims | 'invalid' | 'expired';
}

/** How long a token is good for, in seconds. Web Chat refreshes its token every 15 minutes. */
export interface Lifetimes extends Record<TokenKind, number> {}

type Payload = Claims & { exp: number; jti: string };

/** Good tokens whose signature is not reckoned anew at every request. */
const MOST_SEEN = 2_000;

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/** Tokens as JWT, signed with HMAC-SHA256 by `secret`; a JWT, because Web Chat reads the user's id from its `user` claim. */
export function createTokens(secret: string | Buffer, now: () => number, lifetimes: Lifetimes): Tokens {
  const redeemed = new Map<string, number>();
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest();
  const seen = new Map<string, Payload>();
  const payloadOf = (token: string): Payload | undefined => {
    const known = seen.get(token);
    if (known) return known;
    const payload = verified(token, sign);
    if (payload && seen.size >= MOST_SEEN) seen.clear();
    if (payload) seen.set(token, payload);
    return payload;
  };
  const read = (token: string | undefined, kind: TokenKind): Payload | 'invalid' | 'expired' => {
    const payload = payloadOf(token ?? '');
    if (!payload || payload.kind !== kind) return 'invalid';
    return payload.exp * 1000 > now() ? payload : 'expired';
  };
  return {
    issue: (claims) => {
      const exp = Math.floor(now() / 1000) + lifetimes[claims.kind];
      const text = `${HEADER}.${encode({ ...claims, exp, jti: randomBytes(16).toString('base64url') })}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },
    check: (token, kind) => claimsOf(read(token, kind)),
    redeem: (token) => {
      const payload = read(token, 'stream');
      for (const [jti, exp] of redeemed) if (exp * 1000 <= now()) redeemed.delete(jti);
      if (typeof payload === 'string') return payload;
      if (redeemed.has(payload.jti)) return 'invalid';
      redeemed.set(payload.jti, payload.exp);
      return claimsOf(payload);
    },
  };
}

function verified(token: string, sign: (text: string) => Buffer): Payload | undefined {
  const [header, body, signature, ...rest] = token.split('.');
  if (header !== HEADER || !body || !signature || rest.length > 0) return undefined;
  const expected = sign(`${header}.${body}`);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Payload;
}

function claimsOf(payload: Payload | 'invalid' | 'expired'): Claims | 'invalid' | 'expired' {
  if (typeof payload === 'string') return payload;
  const { kind, user, conversation } = payload;
  return { kind, user, ...(conversation === undefined ? {} : { conversation }) };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
