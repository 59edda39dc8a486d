import { z } from 'zod';
import { isNetwork } from './http/networks.js';
import { halfProxy } from './proxy-settings.js';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const whole = (minimum: number) => z.coerce.number().int().min(minimum);

const OFFSET = /(Z|[+-]\d{2}:\d{2})$/;
const moment = z
  .string()
  .refine(
    (text) => OFFSET.test(text) && Number.isFinite(Date.parse(text)),
    'must be an ISO 8601 time with offset, e.g. 2025-10-15T10:30:00+09:00',
  )
  .transform((text) => new Date(text));

const schema = z
  .object({
    PORT: whole(0).max(65535).default(3978),
    HOST: z.string().default('127.0.0.1'),
    NODE_ENV: z.string().default('development'),
    DATA_DIR: z.string().default('./data'),
    KNOWLEDGE_DIR: z.string().default('./knowledge'),
    DATABASE_URL: z.string().optional(),
    DURABILITY: z.enum(['fsync', 'none']).default('fsync'),
    RETENTION_DAYS: whole(1).default(30),
    NOW: moment.optional(),
    RATE_LIMIT: whole(0).default(60),
    /** Web pages connected to this process at a time, and as many other connections. */
    MAX_SOCKETS: whole(1).default(2_000),
    /** Conversations stored at a time, in all replicas together. */
    MAX_CONVERSATIONS: whole(1).default(100_000),
    PUBLIC_URL: z.url().optional(),
    ALLOWED_ORIGINS: list.default([]),
    TRUSTED_PROXIES: whole(0).default(0),
    TOKEN_SECRET: z
      .string()
      .min(32, 'must be at least 32 characters, e.g. the output of: openssl rand -hex 32')
      .optional(),
    DIRECT_LINE_SECRET: z.string().optional(),
    DIRECT_LINE_ENDPOINT: z.url().default('https://directline.botframework.com'),
    MicrosoftAppId: z
      .string()
      .trim()
      .regex(
        /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i,
        'must be an app id, e.g. 00000000-0000-0000-0000-000000000000',
      )
      .default(''),
    MicrosoftAppPassword: z.string().default(''),
    MicrosoftAppTenantId: z.string().trim().default(''),
    MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant']).default('SingleTenant'),
    /** Who is staff: Entra object ids, for the staff's channel; for a proxy that signs people in, as its header names them. */
    STAFF_PEOPLE: list.default([]),
    /** What staff sign in to their pages with; without it the pages do not exist. */
    STAFF_TOKEN: z
      .string()
      .trim()
      .min(32, 'must be at least 32 characters, e.g. the output of: openssl rand -hex 32')
      .optional(),
    /** Header in which a proxy names whom it has signed in; with it, those of STAFF_PEOPLE need no token. */
    STAFF_PROXY_HEADER: z
      .string()
      .trim()
      .regex(/^x-[a-z0-9-]+$/i, 'must be the name of a header of the proxy, e.g. X-MS-CLIENT-PRINCIPAL-ID')
      .optional(),
    /** Addresses that this proxy speaks from. */
    STAFF_PROXY_ADDRESSES: list
      .refine((all) => all.every(isNetwork), 'must be addresses or networks, e.g. 10.0.0.4,10.1.0.0/24')
      .default([]),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    METRICS: flag.default(false),
  })
  .superRefine((values, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (values.NODE_ENV === 'production' && values.NOW)
      refuse('NOW', 'is for previews and tests; remove it in production');
    if (values.NODE_ENV === 'production' && values.RATE_LIMIT === 0) {
      refuse('RATE_LIMIT', '0 (unlimited) is refused in production; set messages a minute and address, e.g. 60');
    }
    if (values.MicrosoftAppId && values.MicrosoftAppType === 'SingleTenant' && !values.MicrosoftAppTenantId) {
      refuse('MicrosoftAppTenantId', 'is needed with MicrosoftAppId, e.g. 00000000-0000-0000-0000-000000000000');
    }
    if (values.MicrosoftAppId && values.MicrosoftAppType !== 'UserAssignedMSI' && !values.MicrosoftAppPassword.trim()) {
      refuse(
        'MicrosoftAppPassword',
        'is needed with MicrosoftAppId: the value of a client secret of the app registration',
      );
    }
    // A misspelt variable must not quietly turn Teams off.
    for (const name of ['MicrosoftAppPassword', 'MicrosoftAppTenantId', 'DIRECT_LINE_SECRET'] as const) {
      if (values[name]?.trim() && !values.MicrosoftAppId)
        refuse('MicrosoftAppId', `is needed with ${name}; without Teams, remove both`);
    }
    for (const [name, message] of halfProxy(values)) refuse(name, message);
    if (values.DATABASE_URL && !values.TOKEN_SECRET) {
      refuse(
        'TOKEN_SECRET',
        'is needed with DATABASE_URL: all replicas must share it, e.g. the output of: openssl rand -hex 32',
      );
    }
  });

/** The process's settings, checked; the names are those of the environment variables (README, Configuration). */
export type Config = z.infer<typeof schema>;

/** Settings that can't be used; the message names every variable that is wrong, why, and an example. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the environment: the only place that does. Throws ConfigError with all problems at once. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}${given[name] === undefined ? '' : `=${JSON.stringify(given[name])}`}: ${issue.message}`;
  });
  throw new ConfigError(`These settings can't be used:\n${problems.join('\n')}`);
}
