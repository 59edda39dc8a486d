import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'restify';
import { judgeOrigin, type OriginRules } from './origin.js';
import { Refusal, type Reply, send } from './reply.js';

/** What the hardening depends on. */
export interface HardeningOptions extends OriginRules {
  /** Sites that may show the page in a frame, besides this one. */
  frameAncestors: readonly string[];
}

const API = '/v3/directline/';

/** Checks that stand before every route, and headers that every response carries. Written for `server.pre`. */
export function hardening(options: HardeningOptions): RequestHandler {
  const headers = Object.entries(commonHeaders(options));
  return (request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    const reply = refusal(request) ?? crossOrigin(request, response, options);
    if (!reply) {
      next();
      return;
    }
    request.resume();
    send(response, reply);
    next(false);
  };
}

/** Headers of every response; a route may overwrite the policy and the caching. */
export function commonHeaders({ publicUrl, frameAncestors }: HardeningOptions): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(frameAncestors.length === 0 ? { 'X-Frame-Options': 'SAMEORIGIN' } : {}),
    ...(publicUrl?.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/**
 * What would end the process further on. restify 12 makes an address of Host header and target and does not catch what is
 * none; it hands any compressed body to zlib without an error listener.
 */
function refusal(request: IncomingMessage): Reply | undefined {
  const { host = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!isAddress(host, request.url ?? '')) {
    return new Refusal(400, 'BadSyntax', 'The address is none.', { Connection: 'close' }).reply;
  }
  if (encoding === 'identity') return undefined;
  return new Refusal(415, 'UnsupportedMediaType', 'Send the body uncompressed.', { Connection: 'close' }).reply;
}

/** With a slash or a question mark in it, the host would be taken for a part of the path. */
function isAddress(host: string, target: string): boolean {
  return /^[\w.:[\]-]*$/.test(host) && target.startsWith('/') && URL.canParse(`http://${host || 'localhost'}${target}`);
}

/** Lets allowed origins through with CORS headers and answers their preflights; refuses all others on the API. */
function crossOrigin(request: IncomingMessage, response: ServerResponse, rules: OriginRules): Reply | undefined {
  if (!request.url?.startsWith(API)) return undefined;
  response.setHeader('Vary', 'Origin');
  const verdict = judgeOrigin(request, rules);
  if (verdict === 'refused') return new Refusal(403, 'OriginNotAllowed', 'This site may not use the chat.').reply;
  if (verdict === 'allowed') {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  }
  return request.method === 'OPTIONS' ? preflight() : undefined;
}

function preflight(): Reply {
  const headers = {
    'Access-Control-Allow-Headers': 'authorization,content-type,x-ms-bot-agent,x-requested-with',
    'Access-Control-Allow-Methods': 'GET,POST,DELETE,OPTIONS',
    'Access-Control-Max-Age': '600',
  };
  return { status: 204, headers };
}
