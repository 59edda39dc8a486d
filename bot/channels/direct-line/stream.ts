import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Conversations } from '../../conversations/conversation.js';
import { judgeOrigin, type OriginRules } from '../../http/origin.js';
import { activitiesAfter, watermarkNumber } from './outgoing.js';
import type { Tokens } from './tokens.js';

/** What the streams stand on. */
export interface StreamOptions {
  conversations: Conversations;
  tokens: Tokens;
  origins: OriginRules;
}

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,100})\/stream$/;
const PING_MS = 30_000;
/** Web Chat sends nothing but empty keep-alive frames. */
const LARGEST_FRAME = 1024;

/** Serves the WebSocket streams of conversations on an HTTP server; returns what ends them all. */
export function serveStreams(server: Server, options: StreamOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const place = admitted(request, options);
    if (!place) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, (client) => pump(client, place, options.conversations));
  });
  return () => {
    for (const client of sockets.clients) client.close(1001);
    sockets.close();
  };
}

interface Place {
  conversation: string;
  user: string;
  watermark: number;
}

function admitted(request: IncomingMessage, { tokens, origins }: StreamOptions): Place | undefined {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const conversation = PATH.exec(url.pathname)?.[1];
  if (!conversation || judgeOrigin(request, origins) === 'refused') return undefined;
  const claims = tokens.redeem(url.searchParams.get('t') ?? undefined);
  if (typeof claims === 'string' || claims.conversation !== conversation) return undefined;
  return { conversation, user: claims.user, watermark: watermarkNumber(url.searchParams.get('watermark')) };
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Sends what the log holds after the watermark, then whatever is added, until the conversation or the connection ends. */
function pump(client: WebSocket, { conversation, user, watermark }: Place, conversations: Conversations): void {
  let sent = watermark;
  let sending = Promise.resolve();
  const send = async () => {
    const record = await conversations.get(conversation);
    if (record?.user.id !== user) return client.close(1008);
    if (record.seq <= sent) return;
    client.send(JSON.stringify(activitiesAfter(record, sent)));
    sent = record.seq;
  };
  const next = () => {
    sending = sending.then(send).catch(() => client.terminate());
  };
  const unsubscribe = conversations.subscribe(conversation, next);
  const stopPings = keepAlive(client);
  client.on('error', () => client.terminate());
  client.on('close', () => {
    unsubscribe();
    stopPings();
  });
  next();
}

/** Keeps proxies from closing a quiet connection, and ends one whose other side has vanished. */
function keepAlive(client: WebSocket): () => void {
  let heard = true;
  client.on('pong', () => {
    heard = true;
  });
  const timer = setInterval(() => {
    if (!heard) return client.terminate();
    heard = false;
    client.ping();
  }, PING_MS).unref();
  return () => clearInterval(timer);
}
