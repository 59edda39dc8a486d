import type { Reply } from '../http/reply.js';
import { html, type Markup } from '../web/html.js';
import type { StaffSession } from './staff-session.js';

/** Words of the staff's pages: locales/<language>/desk.json. */
export type Say = (key: string, parameters?: Record<string, string | number>) => string;

/** The pages in the navigation, in its order, and where they are. */
export const PAGES = {
  overview: '/staff',
  try: '/staff/try',
  unanswered: '/staff/unanswered',
  questions: '/staff/questions',
  drafts: '/staff/drafts',
  preview: '/staff/preview',
  rules: '/staff/rules',
  figures: '/staff/figures',
} as const;
export type PageName = keyof typeof PAGES;

/** What every page is made with. */
export interface PageFrame {
  say: Say;
  language: string;
  /** Short name of the programme. */
  program: string;
  styleUrls: string[];
}

/** One page: which of the navigation, its title, what came of an action, and what it shows. */
export interface PageContent {
  current?: PageName;
  title: string;
  /** Said at the top, and to screen readers at once. */
  message?: { good: boolean; text: Markup };
  body: Markup;
}

/** Our own style, forms to ourselves, no script at all; in no frame, in no index, in no cache. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cache-Control': 'no-store',
};

/** A whole page of the staff; without a session, only the frame around a form to sign in. */
export function staffPage(
  { say, language, program, styleUrls }: PageFrame,
  { current, title, message, body }: PageContent,
  session?: StaffSession,
  status = 200,
): Reply {
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title} | ${say('title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex,nofollow">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
${styleUrls.map((url) => html`<link rel="stylesheet" href="${url}">`)}</head>
<body class="plain desk"><a class="skip" href="#content">${say('skip')}</a>
<header><div class="name"><p class="overline">${say('overline', { program })}</p><p class="desk-title">${say('title')}</p></div>
${session ? signedIn(say, session) : undefined}</header>
${session ? navigation(say, current) : undefined}
<main id="content" tabindex="-1"><h1>${title}</h1>
${message ? html`<div class="message ${message.good ? 'good' : 'bad'}" role="${message.good ? 'status' : 'alert'}">${message.text}</div>` : undefined}
${body}</main></body></html>
`;
  return { status, body: page.html, headers: HEADERS };
}

function signedIn(say: Say, session: StaffSession): Markup {
  if (session.byProxy) return html`<p class="signed-in">${say('signed-in', { name: session.person.name })}</p>`;
  return html`<form method="post" action="/staff/logout" class="signed-in"><span>${say('signed-in', { name: session.person.name })}</span>
${csrfField(session)}<button>${say('logout')}</button></form>`;
}

function navigation(say: Say, current: PageName | undefined): Markup {
  const items = Object.entries(PAGES).map(([name, path]) => {
    const here = name === current ? html` aria-current="page"` : undefined;
    return html`<li><a href="${path}"${here}>${say(`nav.${name}`)}</a></li>`;
  });
  return html`<nav aria-label="${say('nav-label')}" class="desk-nav"><ul>${items}</ul></nav>`;
}

/** What makes a form our own. */
export function csrfField({ csrf }: StaffSession): Markup {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}

/** A choice of language, with one for the letters to decide when `auto`. */
export function languageField(
  say: Say,
  languages: string[],
  chosen: string | undefined,
  { auto = false } = {},
): Markup {
  const option = (value: string, name: string) =>
    html`<option value="${value}"${value === chosen ? html` selected` : undefined}>${name}</option>`;
  return html`<label>${say('language')} <select name="language">${auto ? option('', say('language-auto')) : undefined}
${languages.map((language) => option(language, say(`languages.${language}`)))}</select></label>`;
}

/** A moment by Japan's clock: 2025-10-15 10:30. */
export function wordMoment(at: string | Date): string {
  const format = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
  return new Intl.DateTimeFormat('sv', format).format(new Date(at));
}
