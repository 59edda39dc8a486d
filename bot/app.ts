import { randomBytes } from 'node:crypto';
import pino from 'pino';
import type { Language } from '../dialogs/domain/content/knowledge.js';
import { factsAt } from '../dialogs/moment-facts.js';
import { createAssistant, newId } from './assistant.js';
import type { Config } from './config.js';
import { createConversations } from './conversations/local-conversations.js';
import { KeyedQueue } from './keyed-queue.js';
import { answerEngineFor } from './knowledge/answer-engine-for.js';
import { openKnowledge } from './knowledge/live-knowledge.js';
import { openStore } from './open-store.js';
import { resultPages } from './result-pages.js';
import { createServer } from './server.js';
import type { RecordStore } from './storage/record-store.js';
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
  stop(): Promise<void>;
}

/** Builds everything from top to bottom and starts to listen. Rejects with what the operator can mend. */
export async function startApp(config: Config, places: Places): Promise<App> {
  const log = pino({ level: config.LOG_LEVEL });
  const now = () => config.NOW ?? new Date();
  const texts = loadTexts(places.locales);
  const knowledge = await openKnowledge({
    folder: config.KNOWLEDGE_DIR,
    languages: texts.languages,
    buildEngine: answerEngineFor,
    onChange: (live) => log.info({ version: live.version }, 'knowledge is live'),
    onFindings: (findings) =>
      log.warn({ findings }, 'knowledge files have mistakes; the last good version keeps serving'),
  });
  const store = await openStore(config, log);
  const live = () => knowledge.current();
  const assets = await loadAssets(places.web);
  let baseUrl = config.PUBLIC_URL ?? '';
  const results = resultPages({
    store,
    texts,
    live,
    now,
    newId,
    baseUrl: () => baseUrl,
    styleUrl: () => assets.urlOf('style.css'),
  });
  const assistant = createAssistant({
    texts,
    live,
    now,
    keepResult: results.keep,
    onError: (error, id) => log.error({ err: error, id }, 'a turn failed'),
  });
  const conversations = createConversations({ store, queue: new KeyedQueue(), runTurn: assistant.runTurn, now, newId });
  const facts = (language: Language) => Object.fromEntries(factsAt(live().knowledge.program, texts, language, now()));
  const { server, closeStreams } = createServer({
    conversations,
    assets,
    resultPage: results.page,
    texts: { ja: texts.group('ja', 'page'), en: texts.group('en', 'page') },
    facts,
    tokenSecret: config.TOKEN_SECRET ?? (await keptSecret(store)),
    publicUrl: config.PUBLIC_URL,
    allowedOrigins: config.ALLOWED_ORIGINS,
    frameAncestors: config.ALLOWED_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    rateLimit: config.RATE_LIMIT,
    retentionDays: config.RETENTION_DAYS,
    azure: config.DIRECT_LINE_SECRET
      ? { secret: config.DIRECT_LINE_SECRET, endpoint: config.DIRECT_LINE_ENDPOINT }
      : undefined,
    health: async () => ({ ready: await store.ready() }),
    now: () => new Date(),
    newId,
    log,
  });
  await listen(server, config);
  const url =
    config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? 'localhost' : config.HOST}:${server.address().port}/`;
  baseUrl = url;
  return {
    url,
    stop: async () => {
      closeStreams();
      await new Promise<void>((done) => server.close(() => done()));
      await knowledge.close();
      await store.close();
    },
  };
}

function listen(server: ReturnType<typeof createServer>['server'], { PORT, HOST }: Config): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(PORT, HOST, () => done());
  });
}

/** The key that signs tokens, made at the first start and kept, so that tokens outlive a restart. */
async function keptSecret(store: RecordStore): Promise<string> {
  const held = await store.read<{ secret: string }>('secret/tokens');
  if (held) return held.value.secret;
  const secret = randomBytes(32).toString('base64url');
  await store.write('secret/tokens', { secret }, 'absent');
  return secret;
}
