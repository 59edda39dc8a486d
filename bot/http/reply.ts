import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'restify';
import { StorageUnavailableError } from '../storage/record-store.js';
import type { Log } from './log.js';

/** What a handler answers: a status, and a JSON value or a finished text or byte body. */
export interface Reply {
  status: number;
  json?: unknown;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

/** Refuses the request being handled, with a Direct Line error body; `message` must be fit for strangers' eyes. */
export class Refusal extends Error {
  override name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  get reply(): Reply {
    const { status, code, message, headers } = this;
    return { status, json: { error: { code, message } }, headers };
  }
}

/**
 * Makes a restify handler of a function from request to reply. The handler itself never returns a value: restify would log
 * it together with the whole response, tokens included. Unforeseen errors become a 500 that says nothing but an id to quote.
 */
export function answering(log: Log, newId: () => string, answer: (request: Request) => Promise<Reply>) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      send(response, await answer(request));
    } catch (error) {
      send(response, error instanceof Refusal ? error.reply : unforeseen(error, log, newId));
    }
  };
}

/** Writes a reply; does nothing when the response has been sent or the client has gone. */
export function send(response: ServerResponse, { status, json, body, headers = {} }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = json === undefined ? (body ?? '') : JSON.stringify(json);
  if (json !== undefined) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.setHeader('Content-Length', Buffer.byteLength(bytes));
  response.end(response.req?.method === 'HEAD' ? undefined : bytes);
}

function unforeseen(error: unknown, log: Log, newId: () => string): Reply {
  const id = newId().slice(0, 8);
  log.error({ id, error: error instanceof Error ? error.stack : String(error) }, 'request failed');
  if (error instanceof StorageUnavailableError) {
    return new Refusal(503, 'Unavailable', `The service can't keep anything now. Try again soon. Number: ${id}`).reply;
  }
  return new Refusal(500, 'ServerError', `Something went wrong on our side. Quote this number: ${id}`).reply;
}
