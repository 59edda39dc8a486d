import type { IncomingMessage } from 'node:http';

/** How a request stands to the page's own origin and the allowed ones. */
export type OriginVerdict = 'none' | 'same' | 'allowed' | 'refused';

/** What the origin of requests is judged by. */
export interface OriginRules {
  /** The address people use, if it differs from the Host header (behind a proxy). */
  publicUrl?: string;
  /** Other origins that may use the Direct Line API from their pages, e.g. `https://www.example.go.jp`. */
  allowedOrigins: readonly string[];
}

/** Judges a request's Origin header. A program sends none; a browser can't leave it out of a POST or a WebSocket. */
export function judgeOrigin(request: IncomingMessage, { publicUrl, allowedOrigins }: OriginRules): OriginVerdict {
  const { origin, host } = request.headers;
  if (origin === undefined) return 'none';
  if (publicUrl && origin === new URL(publicUrl).origin) return 'same';
  if (origin === `http://${host}` || origin === `https://${host}`) return 'same';
  return allowedOrigins.includes(origin) ? 'allowed' : 'refused';
}

/** The address of this server as the client sees it, without a path, e.g. `https://chat.example.jp`. */
export function ownOrigin(request: IncomingMessage, publicUrl?: string): string {
  return publicUrl ? new URL(publicUrl).origin : `http://${request.headers.host ?? 'localhost'}`;
}
