import type { IncomingMessage } from 'node:http';
import type { Request } from 'restify';
import type { ConversationRecord, Conversations } from '../../conversations/conversation.js';
import type { ClientAddress } from '../../http/client-address.js';
import { jsonBody } from '../../http/json-body.js';
import { limited, refuseIfTooFast } from '../../http/limited.js';
import { ownOrigin } from '../../http/origin.js';
import type { RateLimit } from '../../http/rate-limit.js';
import { Refusal, type Reply } from '../../http/reply.js';
import { requestUrl } from '../../http/request-url.js';
import { bearerClaims, ownConversation } from './access.js';
import { allowedLocale, incomingActivity, type Locale } from './incoming.js';
import { activitiesAfter, watermarkNumber } from './outgoing.js';
import type { Claims, Tokens } from './tokens.js';

/** What the embedded Direct Line stands on. */
export interface DirectLineOptions {
  conversations: Conversations;
  tokens: Tokens;
  tokenSeconds: number;
  /** Unguessable id, at least 128 bit. */
  newId: () => string;
  publicUrl?: string;
  addressOf: ClientAddress;
  /** Messages per minute and address. */
  messages: RateLimit;
  /** First tokens per minute and address. */
  grants: RateLimit;
  /** New conversations per minute and address. */
  openings: RateLimit;
  /** New conversations per day and address. */
  openingsADay: RateLimit;
  /** What only reads, or gives a new token for an old one, per minute and address. */
  reads: RateLimit;
  /** Takes a place for one more conversation; false when there is none. */
  hasRoom: () => boolean;
  /** What the bot says in the chat when messages come too fast. */
  tooFast: Record<Locale, string>;
}

/** The handlers of the embedded Direct Line, one per route. */
export type DirectLineHandlers = Record<
  'generate' | 'resume' | 'refresh' | 'open' | 'reconnect' | 'receive' | 'activities' | 'remove',
  (request: Request) => Promise<Reply>
>;

/** Characters of activities that a poll brings; the rest comes with the next one. */
const PAGE = 1_000_000;

/** Direct Line 3.0 over our own conversations: the part of the protocol that Web Chat and polling programs use. */
export function directLineHandlers(options: DirectLineOptions): DirectLineHandlers {
  const { conversations, tokens, tokenSeconds, newId } = options;
  const own = (request: Request, claims: Claims) => ownConversation(conversations, request.params.id, claims);
  const reading = limited(options.reads, options.addressOf);
  const talk = (request: Request) => own(request, bearerClaims(request, tokens, 'talk'));
  const grant = (user: string, conversation?: string) => ({
    ...(conversation === undefined ? {} : { conversationId: conversation }),
    token: tokens.issue({ kind: 'talk', user, ...(conversation === undefined ? {} : { conversation }) }),
    expires_in: tokenSeconds,
  });
  const joined = (request: IncomingMessage, { id, user }: ConversationRecord, watermark = '0') => ({
    ...grant(user.id, id),
    streamUrl: streamUrl(request, options, { kind: 'stream', user: user.id, conversation: id }, watermark),
  });

  return {
    generate: async (request) => {
      refuseIfTooFast(options.grants.count(options.addressOf(request)).waitMs);
      const user = `dl_${newId()}`;
      return { status: 200, json: { ...grant(user), resume: tokens.issue({ kind: 'resume', user }) } };
    },
    resume: reading(async (request) => {
      const claims = bearerClaims(request, tokens, 'resume');
      const { conversationId } = await jsonBody(request);
      const record = await ownConversation(conversations, String(conversationId), claims);
      return { status: 200, json: grant(record.user.id, record.id) };
    }),
    refresh: reading(async (request) => {
      const claims = bearerClaims(request, tokens, 'talk');
      if (claims.conversation !== undefined) await ownConversation(conversations, claims.conversation, claims);
      return { status: 200, json: grant(claims.user, claims.conversation) };
    }),
    open: async (request) => {
      const claims = bearerClaims(request, tokens, 'talk');
      const { locale } = await jsonBody(request);
      if (claims.conversation !== undefined) {
        const record = await ownConversation(conversations, claims.conversation, claims);
        return { status: 200, json: joined(request, record) };
      }
      makeSureOfRoom(request, options);
      const opening = { channelId: 'directline', userId: claims.user, locale: allowedLocale(locale) };
      return { status: 201, json: joined(request, await conversations.open(opening)) };
    },
    reconnect: reading(async (request) => {
      const watermark = watermarkNumber(queryOf(request, 'watermark'));
      return { status: 200, json: joined(request, await talk(request), String(watermark)) };
    }),
    receive: async (request) => {
      const record = await talk(request);
      const activity = incomingActivity(await jsonBody(request), record.user.id);
      const { waitMs, first } = options.messages.count(options.addressOf(request));
      if (first)
        await conversations.post(
          record.id,
          botMessage(options.tooFast[allowedLocale(activity.locale ?? record.locale)]),
        );
      refuseIfTooFast(waitMs);
      const received = await conversations.receive(record.id, activity);
      if (!received) throw new Refusal(404, 'ConversationNotFound', 'There is no such conversation.');
      return { status: 200, json: { id: received.id } };
    },
    activities: reading(async (request) => {
      const record = await talk(request);
      return { status: 200, json: activitiesAfter(record, watermarkNumber(queryOf(request, 'watermark')), PAGE) };
    }),
    remove: async (request) => {
      const record = await talk(request);
      await conversations.delete(record.id);
      return { status: 204 };
    },
  };
}

function streamUrl(request: IncomingMessage, options: DirectLineOptions, claims: Claims, watermark: string): string {
  const origin = ownOrigin(request, options.publicUrl).replace(/^http/, 'ws');
  const query = new URLSearchParams({ watermark, t: options.tokens.issue(claims) });
  return `${origin}/v3/directline/conversations/${claims.conversation}/stream?${query}`;
}

function queryOf(request: IncomingMessage, name: string): string | null {
  return requestUrl(request).searchParams.get(name);
}

/** Limits first, as a refused opening must not take a place. */
function makeSureOfRoom(request: IncomingMessage, { addressOf, openings, openingsADay, hasRoom }: DirectLineOptions) {
  const address = addressOf(request);
  refuseIfTooFast(openings.count(address).waitMs);
  refuseIfTooFast(openingsADay.count(address).waitMs);
  if (!hasRoom()) throw new Refusal(503, 'NoRoom', 'No more conversations now.', { 'Retry-After': '600' });
}

function botMessage(text: string) {
  return { type: 'message', text, textFormat: 'plain', from: { id: 'bot', name: '', role: 'bot' } };
}
