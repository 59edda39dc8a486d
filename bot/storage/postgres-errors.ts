import { StorageUnavailableError } from './record-store.js';

/** SQLSTATE classes of trouble that passes: connection, resources, shutdown and recovery of the server. */
const PASSING = /^(08|53|57P|58)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Whether an error of `pg` says that the database is away or overloaded, and not that a statement is wrong. */
export function isPassing(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code) return NETWORK.has(code) || PASSING.test(code);
  return /connection|timeout/i.test(message);
}

/** Only what an error says: pg hangs the whole connection on some, and that would end up in the log, settings and all. */
export function plainError(error: unknown): Error {
  const { message, code } = error as Error & { code?: string };
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

/** The error as the storage port says it. */
export function asStorageError(doing: string, error: unknown): unknown {
  return isPassing(error) ? new StorageUnavailableError(doing, plainError(error)) : error;
}

/** What an operator should look at when the database can't be used at the start. Never holds the password. */
export function startError(url: string, error: unknown): Error {
  const { code = '', message } = error as { code?: string; message?: string };
  const { host, pathname, username } = safeUrl(url);
  const advice: Record<string, string> = {
    ECONNREFUSED: 'is it running, and is the port right?',
    ENOTFOUND: 'is the host name right?',
    '28P01': `is the password of ${username} right?`,
    '28000': `may ${username} log in from here?`,
    '3D000': 'create the database first.',
    '42501': `${username} may not create the table: grant it CREATE on the schema, or create the table beforehand.`,
  };
  const hint = advice[code] ?? 'see the database log.';
  return new Error(`cannot use the database ${pathname.slice(1)} at ${host} (${code || message}): ${hint}`, {
    cause: plainError(error),
  });
}

function safeUrl(url: string): { host: string; pathname: string; username: string } {
  try {
    return new URL(url);
  } catch {
    return { host: '(DATABASE_URL is not a URL)', pathname: '/', username: 'the user' };
  }
}
