import { randomBytes } from 'node:crypto';
import pino from 'pino';
import type { Language } from '../dialogs/domain/content/knowledge.js';
import { fill } from '../dialogs/domain/facts.js';
import { factsAt } from '../dialogs/moment-facts.js';
import { createAssistant, newId } from './assistant.js';
import {
  type BotFrameworkChannel,
  type BotFrameworkOptions,
  botFrameworkChannel,
  type StandIns,
} from './channels/bot-framework/channel.js';
import type { Config } from './config.js';
import { createConversations } from './conversations/local-conversations.js';
import { withFeedback } from './feedback.js';
import { answerEngineFor } from './knowledge/answer-engine-for.js';
import { openKnowledge } from './knowledge/live-knowledge.js';
import { VersionHistory } from './knowledge/version-history.js';
import { createMetrics } from './metrics.js';
import { openStorage, type Storage } from './open-storage.js';
import { resultPages } from './result-pages.js';
import { createServer, type WebServer } from './server.js';
import { type RetentionJob, startRetention } from './storage/retention.js';
import { loadTexts } from './texts.js';
import { loadAssets } from './web/assets.js';

/** Where the program's own files are. */
export interface Places {
  locales: string;
  web: string;
}

/** The running program. */
export interface App {
  /** Address of the chat page. */
  url: string;
  /** What is on and what is off, in one line. */
  summary: string;
  /** Takes no more requests, ends the turns that are running, then closes. */
  stop(): Promise<void>;
}

/**
 * Builds everything from top to bottom and starts to listen. Rejects with what the operator can mend. `instead`: stand-ins
 * for Microsoft's services, for tests.
 */
export async function startApp(config: Config, places: Places, instead?: Partial<StandIns>): Promise<App> {
  const log = pino({ level: config.LOG_LEVEL });
  const now = () => config.NOW ?? new Date();
  const texts = loadTexts(places.locales);
  const metrics = createMetrics(() => performance.now() / 1_000);
  const knowledge = await openKnowledge({
    folder: config.KNOWLEDGE_DIR,
    languages: texts.languages,
    buildEngine: answerEngineFor,
    history: VersionHistory.inside(config.DATA_DIR),
    now,
    onChange: ({ version }, summary) => {
      metrics.findings(0);
      log.info({ version, summary }, 'knowledge is live');
    },
    onFindings: (findings) => {
      metrics.findings(findings.length);
      log.warn({ findings }, 'knowledge files have mistakes; the last good version keeps serving');
    },
  });
  const live = () => knowledge.current();
  const assets = await loadAssets(places.web);
  const storage = await openStorage(config, log);
  const { store } = storage;

  let url = config.PUBLIC_URL ?? '';
  const baseUrl = () => url;
  const results = resultPages({ store, texts, live, now, newId, baseUrl, styleUrl: () => assets.urlOf('style.css') });
  const assistant = createAssistant({
    texts,
    live,
    now,
    keepResult: results.keep,
    onError: (error, id) => {
      metrics.failed();
      log.error({ err: error, id }, 'a turn failed');
    },
  });
  const runTurn = metrics.measured(withFeedback(assistant.runTurn, store, now));
  const conversations = createConversations({ ...storage, runTurn, now, newId });
  const facts = (language: Language) => factsAt(live().knowledge.program, texts, language, now());
  const otherTenant = (language: Language) => fill(texts.say(language, 'teams.other-tenant'), facts(language));
  const { languages } = texts;
  const botFramework = botFrameworkOf(config, { ...storage, assistant, languages, otherTenant, log, instead });
  const web = createServer({
    conversations,
    messagesRoute: botFramework?.route,
    assets,
    resultPage: results.page,
    metrics: config.METRICS ? metrics.text : undefined,
    texts: { ja: texts.group('ja', 'page'), en: texts.group('en', 'page') },
    facts: (language: Language) => Object.fromEntries(facts(language)),
    tokenSecret: config.TOKEN_SECRET ?? (await keptSecret(storage)),
    publicUrl: config.PUBLIC_URL,
    allowedOrigins: config.ALLOWED_ORIGINS,
    frameAncestors: config.ALLOWED_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    rateLimit: config.RATE_LIMIT,
    retentionDays: config.RETENTION_DAYS,
    azure: azureOf(config),
    health: async () => ({ ready: await store.ready() }),
    now: () => new Date(),
    newId,
    log,
  });
  const stopRetention = startRetention(retentionJob(config, storage, log));
  url = await listen(web, config);
  await botFramework?.resume();
  return {
    url,
    summary: summaryOf(config, storage),
    stop: async () => {
      await closeWeb(web);
      await botFramework?.close();
      await stopRetention();
      await knowledge.close();
      await storage.close();
    },
  };
}

const HOUR_MS = 3_600_000;

/** Erases what is past its age, at the start and every hour. Opinions hold nothing of a person and stay a year. */
function retentionJob(
  { RETENTION_DAYS: days }: Config,
  { store, discardDamaged }: Storage,
  log: pino.Logger,
): RetentionJob {
  return {
    store,
    days: { conversation: days, result: days, feedback: 365 },
    now: Date.now,
    discardDamaged: discardDamaged && { days, discard: discardDamaged },
    repeat: (task) => {
      const first = setTimeout(task, 60_000);
      const timer = setInterval(task, HOUR_MS);
      return () => {
        clearTimeout(first);
        clearInterval(timer);
      };
    },
    onSwept: (swept) => log.info({ swept }, 'records past their age are erased'),
    onError: (error) =>
      log.error({ err: error }, 'erasing records past their age failed; it is tried again in an hour'),
  };
}

/** Teams and the other channels of the Bot Framework; only with an app id, for without one anybody could speak for them. */
function botFrameworkOf(
  config: Config,
  parts: Omit<BotFrameworkOptions, 'registration' | 'newId' | 'rateLimit' | 'trustedProxies' | 'now'>,
): BotFrameworkChannel | undefined {
  if (!config.MicrosoftAppId) return undefined;
  const { RATE_LIMIT: rateLimit, TRUSTED_PROXIES: trustedProxies } = config;
  // Tokens and limits go by the real clock, whatever NOW says.
  const now = () => new Date();
  return botFrameworkChannel({ ...parts, registration: config, newId, rateLimit, trustedProxies, now });
}

function azureOf({ DIRECT_LINE_SECRET: secret, DIRECT_LINE_ENDPOINT: endpoint }: Config) {
  return secret ? { secret, endpoint } : undefined;
}

function summaryOf(config: Config, { name }: Storage): string {
  const teams = config.MicrosoftAppId ? 'on' : 'off';
  const directLine = config.DIRECT_LINE_SECRET ? 'Azure' : 'own';
  const clock = config.NOW ? `fixed at ${config.NOW.toISOString()}` : 'real';
  return `storage ${name}, Direct Line ${directLine}, Teams ${teams}, metrics ${config.METRICS ? 'on' : 'off'}, clock ${clock}`;
}

function listen({ server }: WebServer, { PORT, HOST, PUBLIC_URL }: Config): Promise<string> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(PORT, HOST, () => {
      const host = HOST === '0.0.0.0' ? 'localhost' : HOST;
      done(PUBLIC_URL ?? `http://${host}:${server.address().port}/`);
    });
  });
}

async function closeWeb({ server, closeStreams }: WebServer): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  closeStreams();
  server.server.closeIdleConnections();
  await closed;
}

/** The key that signs tokens, made at the first start and kept, so that tokens outlive a restart. */
async function keptSecret({ store }: Storage): Promise<string> {
  const held = await store.read<{ secret: string }>('secret/tokens');
  if (held) return held.value.secret;
  const secret = randomBytes(32).toString('base64url');
  await store.write('secret/tokens', { secret }, 'absent');
  return secret;
}
