import type { Server as HttpServer } from 'node:http';
import pino from 'pino';
import { createServer as createRestify, type Request, type RequestHandler, type Server } from 'restify';
import { type DirectLineMountOptions, mountDirectLine } from './channels/direct-line/mount.js';
import type { MountStaff } from './desk/staff-routes.js';
import { accessLog } from './http/access-log.js';
import { clientAddress } from './http/client-address.js';
import { hardening } from './http/hardening.js';
import { limitConnections } from './http/limit-connections.js';
import { limited } from './http/limited.js';
import type { Log } from './http/log.js';
import { rateLimit } from './http/rate-limit.js';
import { answering, Refusal, type Reply, send } from './http/reply.js';
import { tameErrors } from './http/tame-errors.js';
import type { Assets } from './web/assets.js';
import { type PageRouteOptions, pageHandlers } from './web/page-routes.js';

/** Everything the web server is made of; nothing is read from elsewhere. */
export interface ServerOptions extends DirectLineMountOptions, Omit<PageRouteOptions, 'directLineEndpoint' | 'texts'> {
  texts: PageRouteOptions['texts'];
  assets: Assets;
  /** The Bot Framework endpoint; the route exists only with it. It reads the body itself. */
  messagesRoute?: RequestHandler;
  /** Mounts the staff's pages; they exist only with it. */
  staffPages?: MountStaff;
  /** Figures in Prometheus' format; the route exists only with it. */
  metrics?: () => Promise<string>;
  /** Settles when the program can answer; until then only liveness, readiness and files are served, all else waits. */
  opened: Promise<void>;
  /** Readiness, with details fit for anybody's eyes. */
  health: () => Promise<{ ready: boolean }>;
  log: Log;
}

/** A server that is not listening yet, and what ends the WebSockets, which would keep it from closing. */
export interface WebServer {
  server: Server;
  closeStreams: () => void;
}

/** Reads are cheap, and a program may poll once a second: so many for every message. */
const READS_A_MESSAGE = 20;
const PLAIN_TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };

/** Builds the server: what stands before every route, then all routes. */
export function createServer(options: ServerOptions): WebServer {
  const { log, newId, health, assets } = options;
  const server = createRestify({ name: '', log: pino({ level: 'silent' }) as never });
  limitTimes(server.server);
  limitConnections(server.server as HttpServer, options.maxSockets);
  tameErrors(server, log);
  server.pre(accessLog(log, () => options.now().getTime()));
  server.pre(hardening(options));
  server.pre(waiting(options.opened));

  const answer = (handler: (request: Request) => Promise<Reply>) => answering(log, newId, handler);
  const pages = pageHandlers({
    ...options,
    facts: withRetention(options),
    directLineEndpoint: options.azure?.endpoint,
  });
  server.get('/', answer(pages.chat));
  server.head('/', answer(pages.chat));
  const reads = rateLimit(options.rateLimit * READS_A_MESSAGE, () => options.now().getTime());
  server.get('/result/:id', answer(limited(reads, clientAddress(options.trustedProxies))(pages.result)));
  server.get('/assets/:name', answer(assets.serve));
  server.get('/widget.js', answer(assets.serveWidget));
  server.get(
    '/healthz',
    answer(async () => ({ status: 200, json: { status: 'ok' } })),
  );
  server.get(
    '/readyz',
    answer(async () => readiness(await health())),
  );
  const { metrics } = options;
  if (metrics)
    server.get(
      '/metrics',
      answer(async () => ({ status: 200, body: await metrics(), headers: PLAIN_TEXT })),
    );
  options.staffPages?.(server, answer);
  if (options.messagesRoute) server.post('/api/messages', options.messagesRoute);
  return { server, closeStreams: mountDirectLine(server, { ...options, reads }, answer) };
}

/** Holds requests back that need the knowledge, until it is there; if it can't be had, they are told to come again. */
function waiting(opened: Promise<void>): RequestHandler {
  return (request, response, next) => {
    const refuse = () => {
      request.resume();
      send(response, new Refusal(503, 'Unavailable', 'The service can not start. Try again later.').reply);
      next(false);
    };
    if (/^\/(healthz|readyz|assets\/)/.test(request.url ?? '')) next();
    else opened.then(() => next(), refuse);
  };
}

function withRetention({ facts, retentionDays }: ServerOptions): ServerOptions['facts'] {
  return (locale) => ({ ...facts(locale), 'retention-days': String(retentionDays) });
}

function readiness(state: { ready: boolean }): Reply {
  return { status: state.ready ? 200 : 503, json: state };
}

type Times = 'headersTimeout' | 'requestTimeout' | 'keepAliveTimeout' | 'timeout';

/** Slow senders are cut off, and who does not take what he has asked for; Node's own limits are minutes, or none. */
function limitTimes(server: Record<Times, number>): void {
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.keepAliveTimeout = 5_000;
  server.timeout = 60_000;
}
