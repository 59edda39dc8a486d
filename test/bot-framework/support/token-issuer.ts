import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { json, type StubServer, startStub } from './stub-server.js';

/** Plays Microsoft's token service: publishes keys, signs tokens, good and bad. */
export interface TokenIssuer {
  metadataUrl: string;
  /** How often the metadata was asked for. */
  asked: () => number;
  /** Signs a token; header and claims replace those of a good one, `undefined` leaves one out. */
  token(options?: TokenOptions): string;
  publicKeyPem: string;
  stop(): Promise<void>;
}

/** How a token differs from a good one. */
export interface TokenOptions {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** Signs in another way than with the published key. */
  signature?: (signed: string, published: KeyObject) => string;
}

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const ISSUER = 'https://api.botframework.com';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signature by RSA, PKCS #1 or PSS. */
export function rsa(key: KeyObject, hash = 'sha256', options: object = {}) {
  return (signed: string) => sign(hash, Buffer.from(signed), { key, ...options }).toString('base64url');
}

/** A signature by a shared secret. */
export function hmac(secret: string, hash = 'sha256') {
  return (signed: string) => createHmac(hash, secret).update(signed).digest('base64url');
}

/** A key that nobody has published. */
export function strangeKey(): KeyObject {
  return pair().privateKey;
}

/** Starts the token service. `now` in seconds since the epoch. */
export async function startIssuer({
  serviceUrl,
  now = () => Date.now() / 1000,
  endorsements = ['msteams', 'directline', 'webchat'],
  hang = false,
}: {
  serviceUrl: string;
  now?: () => number;
  endorsements?: string[];
  hang?: boolean;
}): Promise<TokenIssuer> {
  const { privateKey, publicKey } = pair();
  const unendorsed = pair();
  const jwk = (key: KeyObject, kid: string, more: object) => ({
    ...key.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    ...more,
  });
  const keys = [
    jwk(publicKey, 'key-1', { endorsements }),
    jwk(unendorsed.publicKey, 'key-facebook', { endorsements: ['facebook'] }),
  ];
  let asked = 0;
  const server: StubServer = await startStub((request, response) => {
    if (hang) return;
    if (request.url === '/keys') return json(response, 200, { keys });
    asked += 1;
    json(response, 200, {
      issuer: ISSUER,
      jwks_uri: `${server.url}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  const good = () => ({
    iss: ISSUER,
    aud: APP_ID,
    serviceurl: serviceUrl,
    nbf: Math.floor(now()) - 60,
    exp: Math.floor(now()) + 3600,
  });
  return {
    metadataUrl: `${server.url}/.well-known/openidconfiguration`,
    asked: () => asked,
    token: ({ claims = {}, header = {}, signature } = {}) => {
      const head = { alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header };
      const signed = `${part(head)}.${part({ ...good(), ...claims })}`;
      const key = head.kid === 'key-facebook' ? unendorsed.privateKey : privateKey;
      return `${signed}.${(signature ?? rsa(key))(signed, key)}`;
    },
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    stop: server.stop,
  };
}
