import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../bot/config.js';

describe('the settings', () => {
  it('have defaults that work on one machine with nothing else', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3978,
      DATA_DIR: './data',
      KNOWLEDGE_DIR: './knowledge',
      RETENTION_DAYS: 30,
    });
  });

  it('are refused all at once, each by its name with what is wrong', () => {
    const read = () => readConfig({ PORT: 'http', NOW: 'yesterday', RATE_LIMIT: '-1', MicrosoftAppId: 'x' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT="http"[\s\S]*NOW="yesterday"[\s\S]*RATE_LIMIT="-1"/);
  });

  it.each([
    ['NOW', { NOW: '2025-10-15T10:30:00+09:00' }],
    ['RATE_LIMIT', { RATE_LIMIT: '0' }],
  ])('refuse %s in production', (name, environment) => {
    expect(() => readConfig({ NODE_ENV: 'production', ...environment } as Record<string, string>)).toThrow(name);
  });

  it('need a time with its offset', () => {
    expect(() => readConfig({ NOW: '2025-10-15T10:30:00' })).toThrow(/offset/);
    expect(readConfig({ NOW: '2025-10-15T10:30:00+09:00' }).NOW?.toISOString()).toBe('2025-10-15T01:30:00.000Z');
  });

  it('take an empty variable as not set', () => {
    expect(readConfig({ PORT: '' }).PORT).toBe(3978);
  });

  it('need a shared key with a shared database', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://localhost/x' })).toThrow('TOKEN_SECRET');
  });

  const proxy = {
    STAFF_PROXY_HEADER: 'X-MS-CLIENT-PRINCIPAL-ID',
    STAFF_PROXY_ADDRESSES: '10.0.0.4, 10.1.0.0/24, fd00::/8',
    STAFF_PEOPLE: '11111111-2222-3333-4444-555555555555',
    TRUSTED_PROXIES: '1',
  };

  it.each<[string, Record<string, string>, string | undefined]>([
    ['all of it', proxy, undefined],
    ['people for Teams only', { STAFF_PEOPLE: 'a' }, undefined],
    ['no addresses', { ...proxy, STAFF_PROXY_ADDRESSES: '' }, 'STAFF_PROXY_ADDRESSES'],
    ['addresses that are none', { ...proxy, STAFF_PROXY_ADDRESSES: 'proxy.local' }, 'STAFF_PROXY_ADDRESSES'],
    ['a network that is none', { ...proxy, STAFF_PROXY_ADDRESSES: '10.0.0.0/33' }, 'STAFF_PROXY_ADDRESSES'],
    ['nobody', { ...proxy, STAFF_PEOPLE: ' , ' }, 'STAFF_PEOPLE'],
    ['no trusted proxy', { ...proxy, TRUSTED_PROXIES: '0' }, 'TRUSTED_PROXIES'],
    ['addresses only', { STAFF_PROXY_ADDRESSES: '10.0.0.4' }, 'STAFF_PROXY_HEADER'],
    ['a header that browsers send', { ...proxy, STAFF_PROXY_HEADER: 'Cookie' }, 'STAFF_PROXY_HEADER'],
    ['a header of addresses', { ...proxy, STAFF_PROXY_HEADER: 'X-Forwarded-For' }, 'STAFF_PROXY_HEADER'],
  ])('of a proxy that signs staff in, with %s: %3$s', (_case, environment, refused) => {
    if (refused === undefined) expect(() => readConfig(environment)).not.toThrow();
    else expect(() => readConfig(environment)).toThrow(new RegExp(`\\n  ${refused}[=:]`));
  });

  const ID = '11111111-2222-3333-4444-555555555555';
  const teams = { MicrosoftAppId: ID, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: ID };

  it.each<[string, Record<string, string>, string | undefined]>([
    ['nothing of Teams', {}, undefined],
    ['only blanks', { MicrosoftAppId: '  ' }, undefined],
    ['all of Teams', teams, undefined],
    ['an id with blanks around it', { ...teams, MicrosoftAppId: ` ${ID} ` }, undefined],
    [
      'a managed identity without a secret',
      { ...teams, MicrosoftAppPassword: '', MicrosoftAppType: 'UserAssignedMSI' },
      undefined,
    ],
    [
      'a multi-tenant bot without a tenant',
      { ...teams, MicrosoftAppTenantId: '', MicrosoftAppType: 'MultiTenant' },
      undefined,
    ],
    ['no id, but a secret', { MicrosoftAppPassword: 'p' }, 'MicrosoftAppId'],
    ['no id, but a tenant', { MicrosoftAppTenantId: ID }, 'MicrosoftAppId'],
    ['a blank id, and the rest', { ...teams, MicrosoftAppId: ' ' }, 'MicrosoftAppId'],
    ['an id that is none', { ...teams, MicrosoftAppId: 'my-bot' }, 'MicrosoftAppId'],
    ['no secret', { ...teams, MicrosoftAppPassword: '' }, 'MicrosoftAppPassword'],
    ['a blank secret', { ...teams, MicrosoftAppPassword: ' ' }, 'MicrosoftAppPassword'],
    ['no tenant', { ...teams, MicrosoftAppTenantId: '' }, 'MicrosoftAppTenantId'],
    ['an unknown type', { ...teams, MicrosoftAppType: 'Tenant' }, 'MicrosoftAppType'],
    [
      'Azure Direct Line, whose messages come the same way, without an id',
      { DIRECT_LINE_SECRET: 's' },
      'MicrosoftAppId',
    ],
    ['Azure Direct Line with all of it', { ...teams, DIRECT_LINE_SECRET: 's' }, undefined],
  ])('with %s: %3$s', (_case, environment, refused) => {
    for (const NODE_ENV of ['production', 'development']) {
      const read = () => readConfig({ NODE_ENV, ...environment });
      if (refused === undefined) expect(read).not.toThrow();
      else expect(read).toThrow(new RegExp(`\\n  ${refused}`));
    }
  });
});
