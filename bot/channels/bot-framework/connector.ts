import type { Activity } from 'botbuilder-core';
import type { AccessToken } from './access-token.js';
import { httpCall } from './http-call.js';
import { type RetryOptions, retrying } from './retry.js';
import { badAddress, noToken, SendError, sendErrorOf } from './send-error.js';
import type { ServiceUrlRule } from './service-url.js';

/** Where a message goes. */
export interface Address {
  serviceUrl: string;
  conversationId: string;
}

/** Sends to the channels' connectors. Every method rejects with SendError. */
export interface Connector {
  /**
   * Sends a message; returns the id that the channel gave it. `mayDouble` (default true): when it is unclear whether it
   * arrived, send it again; else report that.
   */
  send(to: Address, activity: Partial<Activity>, options?: { mayDouble?: boolean }): Promise<{ id: string }>;
  /** Puts another activity in the place of one that was sent. */
  update(to: Address, id: string, activity: Partial<Activity>): Promise<void>;
  remove(to: Address, id: string): Promise<void>;
}

/** What the connector client is made of. */
export interface ConnectorOptions {
  token: AccessToken;
  allowed: ServiceUrlRule;
  retry: RetryOptions;
  now: () => number;
  /** Longest wait for one answer, in milliseconds. */
  timeoutMs?: number;
}

/** A client of its own, for the framework's waits without end, repeats unasked, and gives up where it should wait. */
export function createConnector(options: ConnectorOptions): Connector {
  return {
    async send(to, activity, { mayDouble = true } = {}) {
      const path = activity.replyToId ? `/${encodeURIComponent(activity.replyToId)}` : '';
      const answer = await retrying(mayDouble, options.retry, () => call(options, 'POST', to, path, activity));
      return { id: idOf(answer) };
    },
    async update(to, id, activity) {
      const path = `/${encodeURIComponent(id)}`;
      await retrying(true, options.retry, () => call(options, 'PUT', to, path, { ...activity, id }));
    },
    async remove(to, id) {
      await retrying(true, options.retry, () => call(options, 'DELETE', to, `/${encodeURIComponent(id)}`));
    },
  };
}

const TIMEOUT_MS = 10_000;

type Method = 'POST' | 'PUT' | 'DELETE';

/** One try. A 401 is tried again at once with a fresh token: the old one may have been revoked. */
async function call(options: ConnectorOptions, method: Method, to: Address, path: string, body?: Partial<Activity>) {
  // Checked here too, for addresses come back from the store long after they were received.
  if (!options.allowed(to.serviceUrl)) throw badAddress();
  const url = `${to.serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(to.conversationId)}/activities${path}`;
  const first = await request(options, method, url, body, false);
  const response = first.status === 401 ? await request(options, method, url, body, true) : first;
  const { status, retryAfter = null, text } = response;
  if (status < 200 || status > 299) throw sendErrorOf(status, retryAfter, options.now());
  return jsonIn(text);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function request(options: ConnectorOptions, method: Method, url: string, body: unknown, fresh: boolean) {
  const token = await tokenFor(options, fresh);
  try {
    return await httpCall(url, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    });
  } catch (error) {
    throw new SendError(undefined, true, !neverLeft(error));
  }
}

async function tokenFor({ token, timeoutMs = TIMEOUT_MS }: ConnectorOptions, fresh: boolean): Promise<string> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(reject, timeoutMs);
  });
  try {
    return await Promise.race([token({ fresh }), tooLate]);
  } catch {
    throw noToken();
  } finally {
    clearTimeout(late);
  }
}

/** Whether the connection was not even made. */
function neverLeft(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'NOT_CONNECTED';
}

function idOf(answer: unknown): string {
  const id = (answer as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : '';
}
