import type { Server as HttpServer } from 'node:http';
import type { Request, RequestHandler, Server } from 'restify';
import type { Conversations } from '../../conversations/conversation.js';
import { clientAddress } from '../../http/client-address.js';
import type { OriginRules } from '../../http/origin.js';
import { type RateLimit, rateLimit } from '../../http/rate-limit.js';
import type { Reply } from '../../http/reply.js';
import { azureHandlers } from './azure.js';
import { directLineHandlers } from './routes.js';
import { serveStreams } from './stream.js';
import { createTokens } from './tokens.js';

/** What the Direct Line routes are made of. */
export interface DirectLineMountOptions extends OriginRules {
  conversations: Conversations;
  /** Key that signs tokens; at least 32 bytes, kept over restarts. */
  tokenSecret: string | Buffer;
  /** How many proxies of ours stand in a row before this server; so much of X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Messages a minute and address, and new conversations a minute and address; 0 = unlimited. */
  rateLimit: number;
  /** New conversations a day and address; 0 = unlimited. */
  openingsADay: number;
  /** WebSockets at a time, and as many plain connections. */
  maxSockets: number;
  /** Takes a place for one more conversation; false when there is none. */
  hasRoom: () => boolean;
  /** Days after which a conversation is erased; a resume token is good for as long. */
  retentionDays: number;
  /** With it, conversations live in the Azure Direct Line service at `endpoint`. */
  azure?: { secret: string; endpoint: string };
  /** The page's words; of these, what is said when messages come too fast. */
  texts: Record<'ja' | 'en', Readonly<Record<string, string>>>;
  now: () => Date;
  /** Unguessable id, at least 128 bit. */
  newId: () => string;
}

const MINUTE = 60;
const DAY = 86_400;
const TALK_SECONDS = 30 * MINUTE;

/**
 * Mounts the Direct Line routes: our own service, or only the two that hand out tokens of the Azure service. Returns what ends
 * the WebSockets.
 */
export function mountDirectLine(
  server: Server,
  options: DirectLineMountOptions & { reads: RateLimit },
  answer: (handler: (request: Request) => Promise<Reply>) => RequestHandler,
): () => void {
  const now = () => options.now().getTime();
  const lifetimes = { talk: TALK_SECONDS, resume: options.retentionDays * DAY, stream: MINUTE };
  const shared = {
    ...options,
    tokens: createTokens(options.tokenSecret, now, lifetimes),
    tokenSeconds: TALK_SECONDS,
    addressOf: clientAddress(options.trustedProxies),
    grants: rateLimit(options.rateLimit, now),
    openings: rateLimit(options.rateLimit, now),
    openingsADay: rateLimit(options.openingsADay, now, DAY * 1_000),
    messages: rateLimit(options.rateLimit, now),
  };
  if (options.azure) {
    const azure = azureHandlers({ ...shared, ...options.azure });
    server.post('/v3/directline/tokens/generate', answer(azure.generate));
    server.post('/v3/directline/tokens/resume', answer(azure.resume));
    return () => {};
  }
  const { ja, en } = options.texts;
  const own = directLineHandlers({ ...shared, tooFast: { ja: ja.tooFast ?? '', en: en.tooFast ?? '' } });
  server.post('/v3/directline/tokens/generate', answer(own.generate));
  server.post('/v3/directline/tokens/resume', answer(own.resume));
  server.post('/v3/directline/tokens/refresh', answer(own.refresh));
  server.post('/v3/directline/conversations', answer(own.open));
  server.get('/v3/directline/conversations/:id', answer(own.reconnect));
  server.del('/v3/directline/conversations/:id', answer(own.remove));
  server.post('/v3/directline/conversations/:id/activities', answer(own.receive));
  server.get('/v3/directline/conversations/:id/activities', answer(own.activities));
  return serveStreams(server.server as HttpServer, { ...shared, origins: options });
}
