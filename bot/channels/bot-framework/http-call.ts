import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';

/** A call to another server. */
export interface HttpCall {
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** Longest time until the whole answer is there. */
  timeoutMs: number;
}

/** The whole answer; redirects are not followed. */
export interface HttpAnswer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

const agents = { http: new Agent({ keepAlive: true }), https: new SecureAgent({ keepAlive: true }) };

/** Receipts have some hundred characters. */
const LARGEST = 1_000_000;

/**
 * Calls over connections that are kept open, by Node's own client: `fetch` costs several times as much. Rejects with the
 * system's error; its `code` is NOT_CONNECTED when time ran out before there was a connection.
 */
export function httpCall(url: string, { method, headers, body, timeoutMs }: HttpCall): Promise<HttpAnswer> {
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const all = { ...headers, ...length };
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:')
      ? requestHttps(url, { method, headers: all, agent: agents.https })
      : requestHttp(url, { method, headers: all, agent: agents.http });
    const late = setTimeout(() => {
      const code = request.socket === null || request.socket.connecting ? 'NOT_CONNECTED' : 'ETIMEDOUT';
      request.destroy(Object.assign(new Error('no answer in time'), { code }));
    }, timeoutMs);
    const settled = () => clearTimeout(late);
    request.on('response', (response) => readAll(response).then(resolve, reject).finally(settled));
    request.on('error', (error) => {
      settled();
      reject(error);
    });
    request.end(body);
  });
}

function readAll(response: IncomingMessage): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > LARGEST) response.destroy(new Error('an answer too long'));
    });
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text }),
    );
    response.on('error', reject);
    response.on('close', () => reject(new Error('the answer ended early')));
  });
}
