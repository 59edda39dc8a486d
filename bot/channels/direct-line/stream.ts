import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Conversations } from '../../conversations/conversation.js';
import { judgeOrigin, type OriginRules } from '../../http/origin.js';
import { requestUrl } from '../../http/request-url.js';
import { Heartbeat } from './heartbeat.js';
import { watermarkNumber } from './outgoing.js';
import { type Place, pump } from './pump.js';
import { SocketPlaces } from './socket-places.js';
import type { Tokens } from './tokens.js';

/** What the streams stand on. */
export interface StreamOptions {
  conversations: Conversations;
  tokens: Tokens;
  origins: OriginRules;
  /** Streams in this process at a time. */
  maxSockets: number;
}

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,100})\/stream$/;
/** Web Chat sends nothing but empty keep-alive frames. */
const LARGEST_FRAME = 1024;
const FAREWELL_MS = 5_000;
/** Windows in which one conversation may be open. */
const OF_ONE_CONVERSATION = 8;

/** Serves the WebSocket streams of conversations on an HTTP server; returns what ends them all. */
export function serveStreams(server: Server, options: StreamOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME });
  const places = new SocketPlaces({ all: options.maxSockets, ofOne: OF_ONE_CONVERSATION });
  const heartbeat = new Heartbeat();
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const place = admitted(request, options);
    if (!place) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, (client) => {
      places.take(client, place.conversation);
      heartbeat.watch(client);
      pump(client, place, options.conversations, () => places.use(client));
    });
  });
  return () => {
    for (const client of sockets.clients) client.close(1001, 'the server is going down');
    sockets.close();
    heartbeat.stop();
  };
}

function admitted(request: IncomingMessage, { tokens, origins }: StreamOptions): Place | undefined {
  const url = requestUrl(request);
  const conversation = PATH.exec(url.pathname)?.[1];
  if (!conversation || judgeOrigin(request, origins) === 'refused') return undefined;
  const claims = tokens.redeem(url.searchParams.get('t') ?? undefined);
  if (typeof claims === 'string' || claims.conversation !== conversation) return undefined;
  return { conversation, user: claims.user, watermark: watermarkNumber(url.searchParams.get('watermark')) };
}

/** What else the client has sent is read away: unread, it would keep the connection open for ever. */
function refuse(socket: Duplex): void {
  socket.resume();
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
  socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
