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
});
