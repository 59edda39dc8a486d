import type { Server } from 'restify';
import type { Log } from './log.js';
import { Refusal } from './reply.js';

/** Answers restify's own errors (no route, wrong method, a throw) without its texts, which quote addresses and internals. */
export function tameErrors(server: Server, log: Log): void {
  server.on('restifyError', (_request, response, error: { statusCode?: number; stack?: string }, done) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ error: error.stack }, 'request failed');
    const { reply } = refusalOf(status);
    response.sendRaw(reply.status, JSON.stringify(reply.json), { 'Content-Type': 'application/json; charset=utf-8' });
    done();
  });
  // Bytes that are not HTTP at all.
  server.on('clientError', (_error: Error, socket: import('node:net').Socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}

function refusalOf(status: number): Refusal {
  if (status === 405) return new Refusal(405, 'MethodNotAllowed', 'This method is not allowed here.');
  if (status < 500) return new Refusal(404, 'NotFound', 'There is nothing here.');
  return new Refusal(500, 'ServerError', 'Something went wrong on our side.');
}
