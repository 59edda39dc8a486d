import type { Request, RequestHandler } from 'restify';
import { clientAddress } from '../../http/client-address.js';
import { jsonBody } from '../../http/json-body.js';
import type { Log } from '../../http/log.js';
import type { RateLimit } from '../../http/rate-limit.js';
import { answering, Refusal, type Reply } from '../../http/reply.js';
import { StorageUnavailableError } from '../../storage/record-store.js';
import { conversationName } from './chat-record.js';
import { type ChannelActivity, incomingActivity } from './incoming-activity.js';
import type { ServiceUrlRule } from './service-url.js';
import type { TokenCheck } from './token-check.js';

/** Answers an invoke (Action.Execute and the like) at once; undefined when it is nobody's. */
export type AnswerInvoke = (activity: ChannelActivity) => Promise<{ status: number; body?: unknown } | undefined>;

/** What POST /api/messages is made of. */
export interface MessagesRouteOptions {
  check: TokenCheck;
  allowed: ServiceUrlRule;
  /** Takes an activity durably. */
  receive: (activity: ChannelActivity) => Promise<void>;
  answerInvoke?: AnswerInvoke;
  /** Bad tokens by address. Good ones are never held up by it: behind a proxy all may come from one address. */
  flaws: RateLimit;
  /** Activities by conversation. */
  activities: RateLimit;
  trustedProxies: number;
  newId: () => string;
  log: Log;
}

/** Largest activity: Teams' own limit for messages lies at 100 KB. */
const LARGEST = 256 * 1024;

/**
 * POST /api/messages. Answers: 200 taken; 400 no activity; 401 no valid token; 403 a service address that the bot doesn't
 * send to; 413 too large; 415 compressed or not JSON; 429 too many; 501 an invoke that nobody answers; 503 keys or storage
 * away, try later. No body says more than that.
 */
export function messagesRoute(options: MessagesRouteOptions): RequestHandler {
  return answering(options.log, options.newId, async (request) => {
    try {
      return await take(request, options);
    } catch (error) {
      if (!(error instanceof StorageUnavailableError)) throw error;
      options.log.error({ error: error.message }, 'activity refused: storage is not available');
      throw new Refusal(503, 'ServiceError', 'Try again later.');
    }
  });
}

async function take(request: Request, options: MessagesRouteOptions): Promise<Reply> {
  const activity = incomingActivity(await jsonBody(request, LARGEST));
  await authorized(request, activity, options);
  if (!options.allowed(activity.serviceUrl))
    throw new Refusal(403, 'Forbidden', 'This service address is not allowed.');
  const { waitMs } = options.activities.count(conversationName(activity));
  if (waitMs > 0) throw tooMany(waitMs);
  if (activity.type === 'invoke') return invoked(activity, options);
  await options.receive(activity);
  return { status: 200 };
}

async function authorized(request: Request, activity: ChannelActivity, options: MessagesRouteOptions): Promise<void> {
  try {
    await options.check(request.headers.authorization, activity);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
    const { waitMs } = options.flaws.count(clientAddress(options.trustedProxies)(request));
    throw waitMs > 0 ? tooMany(waitMs) : error;
  }
}

async function invoked(activity: ChannelActivity, { answerInvoke }: MessagesRouteOptions): Promise<Reply> {
  const answer = await answerInvoke?.(activity);
  if (!answer) throw new Refusal(501, 'NotImplemented', 'Nothing answers this.');
  return { status: answer.status, json: answer.body ?? {} };
}

function tooMany(waitMs: number): Refusal {
  return new Refusal(429, 'TooManyRequests', 'Too many requests.', { 'Retry-After': String(Math.ceil(waitMs / 1000)) });
}
