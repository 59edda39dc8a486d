import type { IncomingMessage } from 'node:http';
import type { ConversationRecord, Conversations } from '../../conversations/conversation.js';
import { Refusal } from '../../http/reply.js';
import type { Claims, TokenKind, Tokens } from './tokens.js';

/** The claims of a request's bearer token. Refuses: 401 no or a wrong one, 403 an expired one (it ends a Web Chat for good). */
export function bearerClaims(request: IncomingMessage, tokens: Tokens, kind: TokenKind): Claims {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const claims = tokens.check(token, kind);
  if (claims === 'expired') throw new Refusal(403, 'TokenExpired', 'Token has expired.');
  if (claims === 'invalid') throw new Refusal(401, 'Unauthorized', 'A valid token is needed.');
  return claims;
}

/** The conversation, if it is the holder's own. Refuses all others alike (404), so that nobody learns which exist. */
export async function ownConversation(
  conversations: Conversations,
  id: string,
  claims: Claims,
): Promise<ConversationRecord> {
  const mayBe = claims.conversation === undefined || claims.conversation === id;
  const record = mayBe ? await conversations.get(id) : undefined;
  if (!record || record.user.id !== claims.user || record.channelId !== 'directline') {
    throw new Refusal(404, 'ConversationNotFound', 'There is no such conversation.');
  }
  return record;
}
