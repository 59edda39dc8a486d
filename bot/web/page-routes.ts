import { randomBytes } from 'node:crypto';
import type { Request } from 'restify';
import { allowedLocale, type Locale } from '../channels/direct-line/incoming.js';
import type { Reply } from '../http/reply.js';
import { requestUrl } from '../http/request-url.js';
import type { Assets } from './assets.js';
import { html } from './html.js';
import { pageHtml } from './page.js';
import { filledTexts, type PageFacts, type PageTextsByLocale } from './page-texts.js';

/** What the pages stand on. */
export interface PageRouteOptions {
  texts: PageTextsByLocale;
  /** Facts at this moment. */
  facts: (locale: Locale) => PageFacts;
  assets: Assets;
  frameAncestors: readonly string[];
  /** The Azure Direct Line service, when conversations live there. */
  directLineEndpoint?: string;
  /** HTML of a stored result; undefined when there is none. */
  resultPage?: (id: string, locale: Locale) => Promise<string | undefined>;
}

/** The handlers of what people open in a browser. */
export function pageHandlers(options: PageRouteOptions) {
  const both = () => ({
    ja: filledTexts(options.texts.ja, options.facts('ja')),
    en: filledTexts(options.texts.en, options.facts('en')),
  });
  return {
    chat: async (request: Request): Promise<Reply> => {
      const query = queryOf(request);
      const locale = allowedLocale(query.get('lang'));
      const nonce = randomBytes(16).toString('base64url');
      const body = pageHtml({
        locale,
        nonce,
        embedded: query.get('embed') === '1',
        texts: both(),
        facts: options.facts(locale),
        assets: options.assets,
        deletable: options.directLineEndpoint === undefined,
      });
      return htmlReply(200, body, pagePolicy(nonce, options));
    },
    result: async (request: Request): Promise<Reply> => {
      const locale = allowedLocale(queryOf(request).get('lang'));
      const found = await options.resultPage?.(String(request.params.id), locale);
      const policy = resultPolicy();
      return found === undefined
        ? htmlReply(404, notFoundPage(options, locale), policy)
        : htmlReply(200, found, policy);
    },
  };
}

/**
 * Nothing but our own files. The hash is that of the empty text: Web Chat adds one empty style element without the nonce.
 * `blob:` images are Web Chat's sprites.
 */
function pagePolicy(nonce: string, { frameAncestors, directLineEndpoint }: PageRouteOptions): string {
  const service = directLineEndpoint ? ` ${directLineEndpoint} ${directLineEndpoint.replace(/^http/, 'ws')}` : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${service}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
  ].join('; ');
}

/** A result is a document: style of our own, no script at all. */
function resultPolicy(): string {
  return "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

function htmlReply(status: number, body: string, policy: string): Reply {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy };
  return { status, body, headers };
}

function notFoundPage({ texts, facts, assets }: PageRouteOptions, locale: Locale): string {
  const t = filledTexts(texts[locale], facts(locale));
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${t.notFoundHeading}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><link rel="stylesheet" href="${assets.urlOf('style.css')}"></head>
<body class="plain"><main><h1>${t.notFoundHeading}</h1><p>${t.notFoundText}</p><p><a href="/">${t.backToChat}</a></p></main></body></html>
`.html;
}

function queryOf(request: Request): URLSearchParams {
  return requestUrl(request).searchParams;
}
