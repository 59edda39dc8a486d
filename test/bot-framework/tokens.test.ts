import { constants, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { personal, startTeamsSide, type TeamsSide } from './support/teams-side.js';
import { APP_ID, hmac, ISSUER, rsa, strangeKey, type TokenIssuer, type TokenOptions } from './support/token-issuer.js';

let side: TeamsSide;
beforeAll(async () => {
  side = await startTeamsSide();
});
afterAll(() => side.stop());

const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const pss = (signed: string, key: KeyObject) =>
  rsa(key, 'sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })(signed);

/** Tokens that must not open the bot, and why they are none. */
const BAD: [string, (issuer: TokenIssuer) => TokenOptions][] = [
  ['alg none without signature', () => ({ header: { alg: 'none' }, signature: () => '' })],
  ['alg none with the signature of a good one', () => ({ header: { alg: 'none' } })],
  ['alg None in another case', () => ({ header: { alg: 'None' } })],
  ['no alg', () => ({ header: { alg: undefined } })],
  [
    'HS256 with the public key as secret',
    ({ publicKeyPem }) => ({ header: { alg: 'HS256' }, signature: hmac(publicKeyPem) }),
  ],
  [
    'HS512 with the public key as secret',
    ({ publicKeyPem }) => ({ header: { alg: 'HS512' }, signature: hmac(publicKeyPem, 'sha512') }),
  ],
  ['HS256 with an empty secret', () => ({ header: { alg: 'HS256' }, signature: hmac('') })],
  ['PS256 by the published key', () => ({ header: { alg: 'PS256' }, signature: pss })],
  ['RS256 named, PS256 signed by the published key', () => ({ signature: pss })],
  [
    'RS512 by the published key',
    () => ({ header: { alg: 'RS512' }, signature: (signed, key) => rsa(key, 'sha512')(signed) }),
  ],
  ['RS512 named, RS256 signed', () => ({ header: { alg: 'RS512' } })],
  ['ES256 named', () => ({ header: { alg: 'ES256' } })],
  ['signed by a strange key under a known id', () => ({ signature: rsa(strangeKey()) })],
  ['signed by a strange key under a strange id', () => ({ header: { kid: 'unknown' }, signature: rsa(strangeKey()) })],
  [
    'signed by a key brought along in the header',
    () => ({ header: { jwk: strangeKey().export({ format: 'jwk' }) }, signature: rsa(strangeKey()) }),
  ],
  ['no key id', () => ({ header: { kid: undefined } })],
  ['a key id that is no text', () => ({ header: { kid: 7 } })],
  ['an unknown critical header', () => ({ header: { crit: ['x'], x: 1 } })],
  ['key not endorsed for Teams', () => ({ header: { kid: 'key-facebook' } })],
  ['no exp', () => ({ claims: { exp: undefined } })],
  ['exp as text', () => ({ claims: { exp: 'tomorrow' } })],
  ['expired six minutes ago', () => ({ claims: { exp: seconds(-360) } })],
  ['valid only from in ten minutes', () => ({ claims: { nbf: seconds(600) } })],
  ['made out to another bot', () => ({ claims: { aud: '00000000-0000-0000-0000-000000000000' } })],
  ['no audience', () => ({ claims: { aud: undefined } })],
  ['audience with a suffix', () => ({ claims: { aud: `${APP_ID}0` } })],
  ['another issuer', () => ({ claims: { iss: 'https://sts.windows.net/tenant/' } })],
  ['no issuer', () => ({ claims: { iss: undefined } })],
  ['issuer with a suffix', () => ({ claims: { iss: `${ISSUER}.example.com` } })],
  ['made out for another service address', () => ({ claims: { serviceurl: 'https://smba.trafficmanager.net/emea/' } })],
  ['no service address', () => ({ claims: { serviceurl: undefined } })],
  [
    'empty claims',
    () => ({ claims: { iss: undefined, aud: undefined, exp: undefined, nbf: undefined, serviceurl: undefined } }),
  ],
];

describe('tokens that are refused', () => {
  beforeEach(() => {
    side.connector.calls.length = 0;
  });

  it.each(BAD)('%s: 401, and the bot hears nothing', async (_why, options) => {
    const token = side.issuer.token(options(side.issuer));
    const answer = await side.post(JSON.stringify(personal('費用', { serviceUrl: side.connector.serviceUrl })), {
      Authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: { code: 'Unauthorized', message: 'Not authorized.' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    await side.channel.idle();
    expect(side.connector.calls).toEqual([]);
    expect(await side.store.list('conversation')).toEqual([]);
  });

  it.each([
    ['no header', undefined],
    ['empty header', ''],
    ['no scheme', 'abc.def.ghi'],
    ['Basic', 'Basic dXNlcjpwYXNz'],
    ['one part', 'Bearer abc'],
    ['no JSON', 'Bearer abc.def.ghi'],
    ['a list as header', `Bearer ${base64([])}.${base64({})}.AAAA`],
    ['null as claims', `Bearer ${base64({ alg: 'RS256', kid: 'key-1' })}.${base64(null)}.AAAA`],
    ['five parts (encrypted)', `Bearer ${base64({ alg: 'RS256', kid: 'key-1' })}.a.b.c.d`],
    ['10,000 characters', `Bearer ${'a'.repeat(10_000)}`],
  ])('%s: 401', async (_why, header) => {
    const body = JSON.stringify(personal('費用', { serviceUrl: side.connector.serviceUrl }));
    const answer = await side.post(body, header === undefined ? {} : { Authorization: header });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toMatch(/jwt|jws|key|sign|alg|claim/i);
  });

  it('writes no token and nothing typed to the log or to the console', async () => {
    const error = vi.spyOn(console, 'error');
    const secret = side.issuer.token({ claims: { exp: seconds(-900) } });
    await side.post(JSON.stringify(personal('秘密の質問', { serviceUrl: side.connector.serviceUrl })), {
      Authorization: `Bearer ${secret}`,
    });
    expect(error).not.toHaveBeenCalled();
    expect(side.logged.join('\n')).not.toContain(secret.slice(-40));
    expect(side.logged.join('\n')).not.toContain('秘密の質問');
    error.mockRestore();
  });
});

describe('tokens that are taken', () => {
  it.each<[string, TokenOptions]>([
    ['a good one', {}],
    ['expired four minutes ago, for clocks differ', { claims: { exp: seconds(-240) } }],
    ['valid from in four minutes', { claims: { nbf: seconds(240) } }],
    ['without nbf', { claims: { nbf: undefined } }],
    ['with several audiences', { claims: { aud: ['other', APP_ID] } }],
  ])('%s', async (_why, options) => {
    expect(await side.deliver(personal('費用'), options)).toBe(200);
  });
});

describe('when the key service is away', () => {
  it('answers 503 without naming it', async () => {
    const away = await startTeamsSide({ hang: true, instead: { metadataUrl: 'http://127.0.0.1:9/openid' } });
    const answer = await away.post(JSON.stringify(personal('費用', { serviceUrl: away.connector.serviceUrl })), {
      Authorization: `Bearer ${away.issuer.token()}`,
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ error: { code: 'ServiceError', message: 'Try again later.' } });
    await away.stop();
  });

  it('goes on with the keys it has', async () => {
    const warm = await startTeamsSide();
    expect(await warm.deliver(personal('費用'))).toBe(200);
    await warm.issuer.stop();
    const statuses = await Promise.all(Array.from({ length: 100 }, () => warm.deliver(personal('費用'))));
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    await warm.stop().catch(() => {});
  });

  it('is asked once, however many tokens name unknown keys', async () => {
    const fresh = await startTeamsSide();
    const bad = { header: { kid: 'unknown' } };
    await Promise.all(Array.from({ length: 20 }, () => fresh.deliver(personal('費用'), bad)));
    expect(fresh.issuer.asked()).toBe(1);
    await fresh.stop();
  });
});
