import type { Activity } from 'botbuilder-core';
import { createAssistant } from '../../../bot/assistant.js';
import {
  type BotFrameworkChannel,
  type BotFrameworkOptions,
  botFrameworkChannel,
} from '../../../bot/channels/bot-framework/channel.js';
import { KeyedQueue } from '../../../bot/keyed-queue.js';
import { newId } from '../../../bot/new-id.js';
import { MemoryStore } from '../../../bot/storage/memory-store.js';
import type { RecordStore } from '../../../bot/storage/record-store.js';
import { loadTexts } from '../../../bot/texts.js';
import { testLive } from '../../support/live.js';
import { IN_PERIOD } from '../../support/talk.js';
import { startServer } from '../../support/web-server.js';
import { type StubConnector, startConnector } from './stub-connector.js';
import { APP_ID, startIssuer, type TokenIssuer, type TokenOptions } from './token-issuer.js';

export const TENANT = '99999999-8888-7777-6666-555555555555';
export const BOT = { id: `28:${APP_ID}`, name: '案内' };
export const PERSON = { id: '29:person', name: '山田', aadObjectId: 'aad-person' };

/** The bot on a web server of this machine, between a token service and a connector that are played. */
export interface TeamsSide {
  url: string;
  connector: StubConnector;
  issuer: TokenIssuer;
  store: RecordStore;
  channel: BotFrameworkChannel;
  /** Lines logged by the server and the channel. */
  logged: string[];
  errors: unknown[];
  /** Posts a body as it is. */
  post(body: BodyInit | undefined, headers?: Record<string, string>): Promise<Response>;
  /** Posts an activity with a token, good unless said otherwise. */
  deliver(activity: Partial<Activity>, token?: TokenOptions): Promise<number>;
  /** Posts an activity, waits for all replies, and returns those that it brought. */
  say(activity: Partial<Activity>): Promise<Partial<Activity>[]>;
  stop(): Promise<void>;
}

/** Starts all of it. */
export async function startTeamsSide(
  options: Partial<BotFrameworkOptions> & { hang?: boolean } = {},
): Promise<TeamsSide> {
  const connector = await startConnector();
  const issuer = await startIssuer({ serviceUrl: connector.serviceUrl, hang: options.hang });
  const store = options.store ?? new MemoryStore(Date.now);
  const errors: unknown[] = [];
  const logged: string[] = [];
  const log = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const live = await testLive();
  const texts = loadTexts('locales');
  const assistant = createAssistant({
    texts,
    live: () => live,
    now: () => IN_PERIOD,
    onError: (error) => errors.push(error),
  });
  const channel = botFrameworkChannel({
    registration: {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'secret',
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppType: 'SingleTenant',
    },
    assistant,
    store,
    queue: new KeyedQueue(),
    languages: texts.languages,
    otherTenant: (language) => texts.say(language, 'teams.other-tenant'),
    newId,
    rateLimit: 0,
    trustedProxies: 0,
    now: () => new Date(),
    onTurnError: (error, id) => log({ error: String(error), id }, 'a turn failed'),
    log: { info: log, warn: log, error: log },
    ...options,
    instead: {
      metadataUrl: issuer.metadataUrl,
      serviceHosts: [connector.origin],
      token: async ({ fresh } = {}) => (fresh ? 'fresh-token' : 'bot-token'),
      retry: { firstWaitMs: 1, longestWaitMs: 20 },
      timeoutMs: 10_000,
      ...options.instead,
    },
  });
  const server = await startServer({ messagesRoute: channel.route });
  const post = (body: BodyInit | undefined, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/messages`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  const deliver = async (activity: Partial<Activity>, token?: TokenOptions) => {
    const answer = await post(JSON.stringify({ serviceUrl: connector.serviceUrl, ...activity }), {
      Authorization: `Bearer ${issuer.token(token)}`,
    });
    await answer.text();
    return answer.status;
  };
  return {
    url: server.url,
    connector,
    issuer,
    store,
    channel,
    logged: new Proxy(logged, { get: (own, key) => Reflect.get([...own, ...server.logged], key) }),
    errors,
    post,
    deliver,
    async say(activity) {
      const before = connector.sent().length;
      await deliver(activity);
      await channel.idle();
      return connector.sent().slice(before);
    },
    async stop() {
      await channel.idle();
      await Promise.all([server.stop(), connector.stop(), issuer.stop()]);
    },
  };
}

let count = 0;

/** A message as Teams sends it from a personal chat. */
export function personal(text: string | undefined, more: Partial<Activity> = {}): Partial<Activity> {
  count += 1;
  return {
    type: 'message',
    id: `in-${count}`,
    channelId: 'msteams',
    text,
    locale: 'ja-JP',
    from: PERSON as Activity['from'],
    recipient: BOT as Activity['recipient'],
    conversation: { conversationType: 'personal', tenantId: TENANT, id: 'a:personal' } as Activity['conversation'],
    channelData: { tenant: { id: TENANT } },
    ...more,
  };
}

/** A message from a channel of a team, in the thread that the message `root` has begun. */
export function inChannel(text: string, more: Partial<Activity> = {}): Partial<Activity> {
  const mention = { type: 'mention', text: '<at>案内</at>', mentioned: BOT };
  return personal(text, {
    conversation: {
      conversationType: 'channel',
      isGroup: true,
      tenantId: TENANT,
      id: '19:channel@thread.tacv2;messageid=1700000000001',
    } as Activity['conversation'],
    channelData: { tenant: { id: TENANT }, team: { id: '19:team' }, channel: { id: '19:channel@thread.tacv2' } },
    entities: [mention],
    ...more,
  });
}

/** Buttons of a reply: title and what is sent. */
export function buttonsOf(reply: Partial<Activity> | undefined): { title: string; value: unknown; mode?: string }[] {
  const card = reply?.attachments?.at(-1)?.content as
    | { actions?: { title: string; mode?: string; data?: { msteams?: { value: unknown } } }[] }
    | undefined;
  return (card?.actions ?? []).map(({ title, mode, data }) => ({ title, value: data?.msteams?.value, mode }));
}
