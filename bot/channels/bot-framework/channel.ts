import { setTimeout as delay } from 'node:timers/promises';
import type { Activity, ConversationReference } from 'botbuilder-core';
import type { RequestHandler } from 'restify';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import type { Assistant } from '../../assistant.js';
import type { TurnQueue } from '../../conversations/local-conversations.js';
import type { Log } from '../../http/log.js';
import { rateLimit } from '../../http/rate-limit.js';
import type { RecordStore } from '../../storage/record-store.js';
import { teamsManner } from '../teams/teams-manner.js';
import { type TeamsSender, teamsSender } from '../teams/teams-sender.js';
import { type AccessToken, type AppRegistration, entraAccessToken } from './access-token.js';
import { createConnector } from './connector.js';
import { type Manner, PLAIN_MANNER } from './manner.js';
import { type AnswerInvoke, messagesRoute } from './messages-route.js';
import { Outbox } from './outbox.js';
import type { RetryOptions } from './retry.js';
import { SendError } from './send-error.js';
import { serviceUrlRule } from './service-url.js';
import { SigningKeys } from './signing-keys.js';
import { tokenCheck } from './token-check.js';
import { type TakeFirst, Turns, type TurnsOptions } from './turns.js';

/** What the Bot Framework's channels (Teams, Azure Direct Line …) are made of. */
export interface BotFrameworkOptions extends Pick<TurnsOptions, 'languages' | 'onParting' | 'newId'> {
  registration: AppRegistration;
  assistant: Pick<Assistant, 'adapter' | 'logic' | 'apology'>;
  store: RecordStore;
  queue: TurnQueue;
  /** Whether no other process shares the store. */
  alone?: boolean;
  /** Words for people of other organisations. */
  otherTenant: (language: Language) => string;
  /** The staff's side of the conversation, if there is one. */
  takeFirst?: TakeFirst;
  answerInvoke?: AnswerInvoke;
  /** Activities a minute and conversation, and bad tokens a minute and address; 0 = unlimited. */
  rateLimit: number;
  trustedProxies: number;
  now: () => Date;
  /** Told of every turn that failed; the id is the number that the person was given. */
  onTurnError: (error: unknown, id: string) => void;
  log: Log;
  /** Stand-ins for Microsoft's services, for tests. */
  instead?: Partial<StandIns>;
}

/** Where Microsoft's services are, and how they are asked. */
export interface StandIns {
  metadataUrl: string;
  serviceHosts: readonly string[];
  token: AccessToken;
  retry: Partial<RetryOptions>;
  timeoutMs: number;
  /** How often replies are looked for that another process left unsent. */
  sweepMs: number;
}

/** The Bot Framework's side of the process. */
export interface BotFrameworkChannel {
  /** POST /api/messages. */
  route: RequestHandler;
  /** Sends of the bot's own accord, in Teams and the other channels. */
  sender: TeamsSender & {
    /** A reply of the dialogs as the channel of the reference shows it. */
    shown(reference: Partial<ConversationReference>, activity: Partial<Activity>): Partial<Activity>;
  };
  /** Sends what an earlier process left unsent, and from then on what another one leaves when it dies. */
  resume(): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Gives what is being sent a last few seconds; the rest stays stored, for `resume` of the next process. */
  close(): Promise<void>;
}

const LAST_MOMENTS_MS = 4_000;
const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const RETRY: RetryOptions = {
  attempts: 4,
  firstWaitMs: 1_000,
  longestWaitMs: 30_000,
  wait: (ms) => delay(ms),
  random: Math.random,
};

/** Puts the Bot Framework's side together. */
export function botFrameworkChannel(options: BotFrameworkOptions): BotFrameworkChannel {
  const { registration, instead = {}, log } = options;
  const now = () => options.now().getTime();
  const allowed = serviceUrlRule(instead.serviceHosts);
  const connector = createConnector({
    token: instead.token ?? entraAccessToken(registration),
    allowed,
    retry: { ...RETRY, ...instead.retry },
    timeoutMs: instead.timeoutMs,
    now,
  });
  const mannerOf = mannersOf(options);
  const outbox = new Outbox({ ...options, connector, mannerOf, onError: (error) => notSent(log, error) });
  const turns = new Turns({ ...options, ...options.assistant, outbox, mannerOf, now, onError: options.onTurnError });
  const keys = new SigningKeys({ metadataUrl: instead.metadataUrl ?? METADATA, now });
  return {
    route: messagesRoute({
      ...options,
      allowed,
      check: tokenCheck({ appId: registration.MicrosoftAppId, keys, now: options.now }),
      receive: (activity) => turns.receive(activity),
      flaws: rateLimit(options.rateLimit, now),
      activities: rateLimit(options.rateLimit, now),
    }),
    sender: {
      ...teamsSender(connector),
      shown: ({ channelId }, activity) => mannerOf(channelId).shown(activity),
    },
    ...sweeping(outbox, instead.sweepMs ?? 60_000, now, log),
    idle: () => outbox.idle(),
  };
}

function sweeping(outbox: Outbox, everyMs: number, now: () => number, log: Log) {
  let timer: NodeJS.Timeout | undefined;
  const sweep = async () => {
    try {
      await outbox.tidy();
      await outbox.resume(now() - everyMs);
    } catch (error) {
      notSent(log, error);
    }
  };
  return {
    resume: async () => {
      await outbox.resume();
      timer = setInterval(sweep, everyMs).unref();
    },
    close: () => {
      clearInterval(timer);
      return Promise.race([outbox.idle(), delay(LAST_MOMENTS_MS, undefined, { ref: false })]);
    },
  };
}

function mannersOf({ registration, otherTenant }: BotFrameworkOptions): (channelId: string | undefined) => Manner {
  const teams = teamsManner({ tenantId: registration.MicrosoftAppTenantId, refusal: otherTenant });
  return (channelId) => (channelId === 'msteams' ? teams : PLAIN_MANNER);
}

function notSent(log: Log, error: unknown): void {
  const status = error instanceof SendError ? error.status : undefined;
  log.error({ error: error instanceof Error ? error.message : String(error), status }, 'a reply was not sent');
}
