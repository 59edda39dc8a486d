import { randomBytes } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createConversations, type RunTurn } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { createServer, type ServerOptions } from '../../bot/server.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { type Assets, loadAssets } from '../../bot/web/assets.js';
import en from '../../locales/en/page.json' with { type: 'json' };
import ja from '../../locales/ja/page.json' with { type: 'json' };
import { scriptedBot } from './scripted-bot.js';

/** A server on a free port of this machine, and what tests look at. */
export interface TestServer {
  url: string;
  /** Lines that the server has logged. */
  logged: string[];
  conversations: ServerOptions['conversations'];
  /** Requests that have reached the server. */
  asked(): number;
  /** Cuts all WebSockets, as a network does. */
  cut(): void;
  stop(): Promise<void>;
}

/** Facts such as the knowledge gives, for tests of the page. */
export const FACTS = {
  'program.name': '高度外国人材採用に向けた準備支援プログラム 入門編',
  'program.short': '入門編',
  'fiscal-year': '2025年度',
  'contact.organization': '日本貿易振興機構（ジェトロ）',
  'contact.division': '知的資材部高度外国人材課',
  'contact.phone': '03-3582-4941',
  'contact.email': 'CDR-Support@jetro.go.jp',
  'hours.text': '9:00～12:00、13:00～17:00（土日・祝日を除く）',
  'privacy.url': 'http://www.jetro.go.jp/privacy/',
};

const FACTS_EN = {
  ...FACTS,
  'program.name': 'Preparatory Support Program for Hiring Highly Skilled Foreign Professionals, Introductory Course',
  'program.short': 'Introductory Course',
  'fiscal-year': 'FY2025',
  'contact.organization': 'Japan External Trade Organization (JETRO)',
  'contact.division': 'Highly Skilled Foreign Professionals Division (知的資材部高度外国人材課)',
  'hours.text': '9:00–12:00 and 13:00–17:00 Japan time (closed on weekends and Japanese holidays)',
};

/** Assets for tests that open no page. */
export const NO_ASSETS: Assets = {
  urlOf: (name) => `/assets/${name}`,
  serve: async () => ({ status: 404 }),
  serveWidget: async () => ({ status: 404 }),
};

/** What `startServer` can be told, besides the server's own options. */
export interface TestServerOptions extends Partial<ServerOptions> {
  runTurn?: RunTurn;
  port?: number;
  /** Keeps conversations over a restart. */
  store?: MemoryStore;
}

/** Starts the web server over memory and a scripted bot; every option can be given differently. */
export async function startServer({
  runTurn = scriptedBot(),
  port = 0,
  store = new MemoryStore(() => Date.now()),
  ...options
}: TestServerOptions = {}): Promise<TestServer> {
  const logged: string[] = [];
  const log = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }));
  const now = options.now ?? (() => new Date());
  const newId = () => randomBytes(16).toString('hex');
  const conversations = createConversations({ store, queue: new KeyedQueue(), runTurn, now, newId });
  const { server, closeStreams } = createServer({
    opened: Promise.resolve(),
    conversations,
    texts: { ja, en },
    facts: (locale) => (locale === 'ja' ? FACTS : FACTS_EN),
    assets: NO_ASSETS,
    frameAncestors: [],
    tokenSecret: randomBytes(32),
    allowedOrigins: [],
    trustedProxies: 0,
    rateLimit: 0,
    openingsADay: 0,
    maxSockets: 1_000,
    hasRoom: () => true,
    retentionDays: 30,
    health: async () => ({ ready: true }),
    now,
    newId,
    log: { info: log, warn: log, error: log },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = server.server as HttpServer;
  const streams = new Set<Duplex>();
  http.on('upgrade', (_request, socket) => streams.add(socket));
  let asked = 0;
  http.on('request', () => {
    asked += 1;
  });
  const cut = () => {
    for (const socket of streams) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      closeStreams();
      server.close(() => resolve());
      http.closeAllConnections();
    });
  return { url, logged, conversations: options.conversations ?? conversations, asked: () => asked, cut, stop };
}

/** The assets as the build left them in dist/web. */
export function builtAssets(): Promise<Assets> {
  return loadAssets('dist/web');
}
