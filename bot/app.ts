import pino from 'pino';
import type { Language } from '../dialogs/domain/content/knowledge.js';
import { fill } from '../dialogs/domain/facts.js';
import { factsAt } from '../dialogs/moment-facts.js';
import { createAssistant } from './assistant.js';
import type { BotFrameworkChannel, BotFrameworkOptions, StandIns } from './channels/bot-framework/channel.js';
import type { Config } from './config.js';
import { ConversationRoom } from './conversations/conversation-room.js';
import { createConversations } from './conversations/local-conversations.js';
import { createStaffPages } from './desk/staff-pages.js';
import { withFeedback } from './feedback.js';
import { keepHouse, keptSecret } from './housekeeping.js';
import { ComputedFiles } from './knowledge/computed-files.js';
import { engineBuilder } from './knowledge/engine-builder.js';
import { type LiveKnowledge, openKnowledge } from './knowledge/live-knowledge.js';
import { VersionHistory } from './knowledge/version-history.js';
import { closeWeb, listen } from './listen.js';
import { createMetrics } from './metrics.js';
import { newId } from './new-id.js';
import { openStorage, type Storage } from './open-storage.js';
import { createTally, everyFewSeconds } from './reports/tally.js';
import { resultPages } from './result-pages.js';
import { createServer } from './server.js';
import { createStaffSide, type StaffSide } from './staff/staff-side.js';
import { loadTexts } from './texts.js';
import { loadAssets } from './web/assets.js';

/** Where the program's own files are. */
export interface Places {
  locales: string;
  web: string;
  /** Folder with what the build has learnt from the knowledge that is shipped; undefined for none. */
  learnt?: string;
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
  let knowledge: LiveKnowledge | undefined;
  // The staff's channels stand later than the knowledge does.
  let tellStaff: StaffSide['tellFindings'] = async () => {};
  const computed = ComputedFiles.inside(config.DATA_DIR, places.learnt);
  const buildEngine = engineBuilder(computed);
  const opening = openKnowledge({
    folder: config.KNOWLEDGE_DIR,
    languages: texts.languages,
    buildEngine,
    computed,
    history: VersionHistory.inside(config.DATA_DIR),
    now,
    onChange: ({ version }, summary) => {
      metrics.findings(0);
      log.info({ version, summary }, 'knowledge is live');
      void tellStaff([]);
    },
    onFindings: (findings) => {
      metrics.findings(findings.length);
      log.warn({ findings }, 'knowledge files have mistakes; the last good version keeps serving');
      void tellStaff(findings);
    },
  });
  const opened = opening.then((open) => {
    knowledge = open;
  });
  opened.catch(() => {});
  // Nothing is answered before `opened`: the server holds requests back until then.
  const live = () => knowledge!.current();
  const assets = await loadAssets(places.web);
  const storage = await openStorage(config, log);
  const { store } = storage;

  let url = config.PUBLIC_URL ?? '';
  const baseUrl = () => url;
  const tokenSecret = config.TOKEN_SECRET ?? (await keptSecret(storage));
  const styleUrl = () => assets.urlOf('style.css');
  const results = resultPages({ store, texts, live, now, secret: tokenSecret, baseUrl, styleUrl });
  const staff = createStaffSide({ store, texts, live, now, config, log });
  const onTurnError = (error: unknown, id: string) => {
    metrics.failed();
    log.error({ err: error, id }, 'a turn failed');
  };
  const assistant = createAssistant({
    texts,
    live,
    now,
    keepResult: results.keep,
    questions: staff.questions,
    onError: onTurnError,
  });
  const rules = () => live().knowledge.eligibility;
  const onTallyError = (error: unknown) => log.warn({ err: error }, 'counting failed; it is tried again');
  const tally = createTally({ store, rules, now, repeat: everyFewSeconds, onError: onTallyError });
  const runTurn = metrics.measured(withFeedback(tally.counted(assistant.runTurn), store, now));
  const conversations = createConversations({ ...storage, runTurn, now, newId });
  const room = new ConversationRoom({ store, conversations, most: config.MAX_CONVERSATIONS, now: Date.now, log });
  const facts = (language: Language) => factsAt(live().knowledge.program, texts, language, now());
  const otherTenant = (language: Language) => fill(texts.say(language, 'teams.other-tenant'), facts(language));
  const { languages } = texts;
  const botFramework = await botFrameworkOf(config, {
    ...storage,
    alone: !storage.hints,
    ...staff,
    assistant: { ...assistant, logic: metrics.measuredLogic(tally.countedLogic(assistant.logic)) },
    onTurnError,
    languages,
    otherTenant,
    log,
    instead,
  });
  const forStaff = {
    config,
    buildEngine,
    tokenSecret,
    store,
    texts,
    assets,
    knowledge: () => knowledge!,
    staff,
    tally,
    now,
    log,
  };
  const web = createServer({
    conversations,
    messagesRoute: botFramework?.route,
    assets,
    resultPage: results.page,
    metrics: config.METRICS ? metrics.text : undefined,
    texts: { ja: texts.group('ja', 'page'), en: texts.group('en', 'page') },
    facts: (language: Language) => Object.fromEntries(facts(language)),
    tokenSecret,
    staffPages: createStaffPages(forStaff),
    publicUrl: config.PUBLIC_URL,
    allowedOrigins: config.ALLOWED_ORIGINS,
    frameAncestors: config.ALLOWED_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    ...limitsOf(config),
    hasRoom: () => room.take(),
    retentionDays: config.RETENTION_DAYS,
    azure: azureOf(config),
    opened,
    health: async () => ({ ready: knowledge !== undefined && (await store.ready()) }),
    now: () => new Date(),
    newId,
    log,
  });
  const stopHousekeeping = keepHouse(config, storage, log);
  url = await listen(web, config);
  const stop = async () => {
    await closeWeb(web);
    await staff.stop();
    await botFramework?.close();
    await tally.stop();
    await stopHousekeeping();
    await (await opening.catch(() => undefined))?.close();
    await storage.close();
  };
  await opened.catch(async (error) => {
    await stop();
    throw error;
  });
  await botFramework?.resume();
  await staff.start({ conversations, sender: botFramework?.sender });
  tellStaff = staff.tellFindings;
  void tellStaff(knowledge!.findings());
  return {
    url,
    summary: summaryOf(config, storage),
    stop,
  };
}

/** Teams and the other channels of the Bot Framework; only with an app id, for without one anybody could speak for them. */
async function botFrameworkOf(
  config: Config,
  parts: Omit<BotFrameworkOptions, 'registration' | 'newId' | 'rateLimit' | 'trustedProxies' | 'now'>,
): Promise<BotFrameworkChannel | undefined> {
  if (!config.MicrosoftAppId) return undefined;
  const { RATE_LIMIT: rateLimit, TRUSTED_PROXIES: trustedProxies } = config;
  // Tokens and limits go by the real clock, whatever NOW says.
  const now = () => new Date();
  const { botFrameworkChannel } = await import('./channels/bot-framework/channel.js');
  return botFrameworkChannel({ ...parts, registration: config, newId, rateLimit, trustedProxies, now });
}

/** No address alone can fill the store within the days that a conversation is kept. */
function limitsOf({ RATE_LIMIT, MAX_SOCKETS, MAX_CONVERSATIONS, RETENTION_DAYS }: Config) {
  const openingsADay = RATE_LIMIT && Math.ceil(MAX_CONVERSATIONS / RETENTION_DAYS);
  return { rateLimit: RATE_LIMIT, maxSockets: MAX_SOCKETS, openingsADay };
}

function azureOf({ DIRECT_LINE_SECRET: secret, DIRECT_LINE_ENDPOINT: endpoint }: Config) {
  return secret ? { secret, endpoint } : undefined;
}

function summaryOf(config: Config, { name }: Storage): string {
  const teams = config.MicrosoftAppId ? 'on' : 'off';
  const directLine = config.DIRECT_LINE_SECRET ? 'Azure' : 'own';
  const clock = config.NOW ? `fixed at ${config.NOW.toISOString()}` : 'real';
  return `storage ${name}, Direct Line ${directLine}, Teams ${teams}, metrics ${config.METRICS ? 'on' : 'off'}, staff pages ${config.STAFF_TOKEN || config.STAFF_PROXY_HEADER ? 'on' : 'off'}, clock ${clock}`;
}
