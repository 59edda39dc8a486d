import { afterEach, describe, expect, it } from 'vitest';
import { KeysUnavailableError, SigningKeys } from '../../bot/channels/bot-framework/signing-keys.js';
import { json, type StubServer, startStub } from './support/stub-server.js';

let stub: StubServer | undefined;
afterEach(() => stub?.stop());

const KEY = { kty: 'RSA', kid: 'a', n: 'AQAB'.repeat(80), e: 'AQAB' };
const MINUTE = 60_000;

/** A key service that answers as told, a clock to turn, and the keys that depend on both. */
async function keyService(timeoutMs = 10_000) {
  const service = { status: 200, keys: [KEY] as object[], hang: false, asked: 0 };
  const clock = { ms: 0 };
  stub = await startStub((request, response) => {
    if (service.hang) return;
    if (request.url === '/keys') return json(response, service.status, { keys: service.keys });
    service.asked += 1;
    json(response, service.status, { jwks_uri: `${stub?.url}/keys` });
  });
  const keys = new SigningKeys({ metadataUrl: `${stub.url}/`, now: () => clock.ms, timeoutMs });
  return { service, clock, keys };
}

describe('signing keys', () => {
  it('are fetched once a day', async () => {
    const { service, clock, keys } = await keyService();
    expect(await keys.find('a')).toBeDefined();
    clock.ms = 23 * 60 * MINUTE;
    await keys.find('a');
    expect(service.asked).toBe(1);
    clock.ms = 25 * 60 * MINUTE;
    await keys.find('a');
    expect(service.asked).toBe(2);
  });

  it('are fetched again for a new key, at most every five minutes', async () => {
    const { service, clock, keys } = await keyService();
    await keys.find('a');
    service.keys = [KEY, { ...KEY, kid: 'b' }];
    clock.ms = 4 * MINUTE;
    expect(await keys.find('b')).toBeUndefined();
    clock.ms = 6 * MINUTE;
    expect(await keys.find('b')).toBeDefined();
    expect(service.asked).toBe(2);
  });

  it.each([
    ['refuses', { status: 500 }],
    ['hangs', { hang: true }],
    ['sends no keys', { keys: null }],
  ])('serve from memory for days when the service %s', async (_what, trouble) => {
    const { service, clock, keys } = await keyService('hang' in trouble ? 1_000 : undefined);
    await keys.find('a');
    Object.assign(service, trouble);
    clock.ms = 72 * 60 * MINUTE;
    expect(await keys.find('a')).toBeDefined();
  });

  it('are not to be had at first, and are there when the service has come back', async () => {
    const { service, clock, keys } = await keyService();
    service.status = 503;
    await expect(keys.find('a')).rejects.toThrow(KeysUnavailableError);
    service.status = 200;
    await expect(keys.find('a')).rejects.toThrow(KeysUnavailableError);
    clock.ms = 6_000;
    expect(await keys.find('a')).toBeDefined();
  });

  it('are only RSA keys', async () => {
    const { service, keys } = await keyService();
    service.keys = [{ kty: 'oct', kid: 'a', k: 'c2VjcmV0' }];
    expect(await keys.find('a')).toBeUndefined();
  });
});
