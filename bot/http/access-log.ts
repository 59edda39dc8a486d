import type { RequestHandler } from 'restify';
import type { Log } from './log.js';

/** One line per request: method, route, status, milliseconds. Neither address nor query, for they hold ids and tokens. */
export function accessLog(log: Log, now: () => number): RequestHandler {
  return (request, response, next) => {
    const started = now();
    response.once('finish', () => {
      const route = request.getRoute()?.path ?? 'none';
      log.info({ method: request.method, route, status: response.statusCode, ms: now() - started }, 'request');
    });
    next();
  };
}
