import type { Request } from 'restify';
import type { ClientAddress } from '../../http/client-address.js';
import { jsonBody } from '../../http/json-body.js';
import { refuseIfTooFast } from '../../http/limited.js';
import type { RateLimit } from '../../http/rate-limit.js';
import { Refusal, type Reply } from '../../http/reply.js';
import { bearerClaims } from './access.js';
import type { Tokens } from './tokens.js';

/** What the exchange with the Azure service needs. */
export interface AzureOptions {
  /** The site's secret of the Direct Line channel. It stays in this process. */
  secret: string;
  /** Where the service is, e.g. `https://directline.botframework.com`. */
  endpoint: string;
  tokens: Tokens;
  newId: () => string;
  publicUrl?: string;
  addressOf: ClientAddress;
  /** First tokens per minute and address. */
  grants: RateLimit;
}

const PATIENCE_MS = 10_000;

/**
 * The two routes that the page needs from us when conversations run over the Azure service: a first token, and one for going
 * on after a reload. Both get it from the service with the secret; all else the page asks of the service itself (`domain`).
 */
export function azureHandlers(
  options: AzureOptions,
): Record<'generate' | 'resume', (request: Request) => Promise<Reply>> {
  const { endpoint, tokens, newId, publicUrl } = options;
  const domain = `${endpoint}/v3/directline`;
  return {
    generate: async (request) => {
      refuseIfTooFast(options.grants.count(options.addressOf(request)).waitMs);
      const user = `dl_${newId()}`;
      const body = { user: { id: user }, ...(publicUrl ? { trustedOrigins: [new URL(publicUrl).origin] } : {}) };
      const granted = await ask(options, 'POST', `${domain}/tokens/generate`, body);
      const resume = tokens.issue({ kind: 'resume', user, conversation: granted.conversationId });
      return { status: 200, json: { domain, token: granted.token, expires_in: granted.expires_in, resume } };
    },
    resume: async (request) => {
      const { conversation } = bearerClaims(request, tokens, 'resume');
      const { conversationId } = await jsonBody(request);
      if (!conversation || conversation !== conversationId) throw notFound();
      const granted = await ask(options, 'GET', `${domain}/conversations/${encodeURIComponent(conversation)}`);
      const { token, expires_in } = granted;
      return { status: 200, json: { domain, conversationId: conversation, token, expires_in } };
    },
  };
}

interface Granted {
  conversationId: string;
  token: string;
  expires_in: number;
}

async function ask({ secret }: AzureOptions, method: string, url: string, body?: object): Promise<Granted> {
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(url, {
    method,
    headers,
    signal,
    redirect: 'error',
    body: body && JSON.stringify(body),
  }).catch(() => undefined);
  if (answer?.status === 404) throw notFound();
  if (!answer?.ok) throw new Refusal(502, 'ServiceUnavailable', 'The chat service does not answer.');
  return (await answer.json()) as Granted;
}

function notFound(): Refusal {
  return new Refusal(404, 'ConversationNotFound', 'There is no such conversation.');
}
