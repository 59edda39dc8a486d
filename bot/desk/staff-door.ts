import type { Request } from 'restify';
import type { Person } from '../../dialogs/domain/staff/question.js';
import type { ClientAddress } from '../http/client-address.js';
import type { Log } from '../http/log.js';
import { type RateLimit, rateLimit } from '../http/rate-limit.js';
import { Refusal, type Reply } from '../http/reply.js';
import { requestUrl } from '../http/request-url.js';
import { html, type Markup } from '../web/html.js';
import { formBody } from './form-body.js';
import { type PageFrame, staffPage } from './staff-page.js';
import { SESSION_SECONDS, type StaffSession, type StaffSessions } from './staff-session.js';
import type { StaffHandler, StaffVisit } from './staff-visit.js';

/** What stands before every page of the staff. */
export interface StaffDoorOptions {
  sessions: StaffSessions;
  /** Whether people may sign in by the token; else there is no page to do so. */
  byToken: boolean;
  /** Whom a proxy of ours has signed in; absent where there is none. */
  personOf?: (request: Request) => Person | undefined;
  frame: () => PageFrame;
  addressOf: ClientAddress;
  /** Whether people come over https, so that the cookie may be kept to it. */
  secure: boolean;
  /** Milliseconds, by the real clock. */
  now: () => number;
  log: Log;
}

const COOKIE = 'staff';
/** Wrong tokens a minute: from one address, and from all together. */
const TRIES = 5;
const ALL_TRIES = 60;
/** Requests a minute of one person. */
const REQUESTS = 240;

/** Lets staff in and keeps everybody else out: they see what stands at an address where there is nothing. */
export class StaffDoor {
  private readonly tries: RateLimit;
  private readonly allTries: RateLimit;
  private readonly requests: RateLimit;

  constructor(private readonly its: StaffDoorOptions) {
    this.tries = rateLimit(TRIES, its.now);
    this.allTries = rateLimit(ALL_TRIES, its.now);
    this.requests = rateLimit(REQUESTS, its.now);
  }

  /** A handler for staff only; of a post it checks where its form comes from. */
  guarded(handle: StaffHandler): (request: Request) => Promise<Reply> {
    return async (request) => {
      const session = this.sessionOf(request);
      if (!session) throw nothingHere();
      const { say } = this.its.frame();
      const problem = (key: string, status: number) => this.problem(say(`problem.${key}`), session, status);
      if (this.requests.count(session.person.id).waitMs > 0) return problem('too-fast', 429);
      const form = request.method === 'POST' ? await formBody(request) : new URLSearchParams();
      const own = isFromHere(request) && this.its.sessions.isOwnForm(session, form.get('csrf') ?? '');
      if (request.method === 'POST' && !own) return problem('expired', 403);
      return handle(this.visit(request, session, form));
    };
  }

  /** The form to sign in. */
  readonly login = async (): Promise<Reply> => {
    if (!this.its.byToken) throw nothingHere();
    return this.loginPage();
  };

  /** Signs in who knows the token. */
  readonly enter = async (request: Request): Promise<Reply> => {
    if (!this.its.byToken) throw nothingHere();
    const { say } = this.its.frame();
    const waitMs = Math.max(this.tries.count(this.its.addressOf(request)).waitMs, this.allTries.count('all').waitMs);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000);
      const reply = this.loginPage(say('login.too-often', { seconds }), 429);
      return { ...reply, headers: { ...reply.headers, 'Retry-After': String(seconds) } };
    }
    const form = await formBody(request);
    const cookie = isFromHere(request)
      ? this.its.sessions.open((form.get('token') ?? '').trim(), form.get('name') ?? '')
      : undefined;
    if (!cookie) {
      this.its.log.warn({}, 'signing in to the staff pages was refused');
      return this.loginPage(say('login.wrong'), 403);
    }
    this.its.log.info({}, 'somebody signed in to the staff pages');
    return this.redirect('/staff', cookie, SESSION_SECONDS);
  };

  /** Signs out: the browser forgets the cookie. */
  readonly leave: StaffHandler = async () => this.redirect('/staff/login', '', 0);

  private visit(request: Request, session: StaffSession, form: URLSearchParams): StaffVisit {
    const query = requestUrl(request).searchParams;
    const params = (request.params ?? {}) as Record<string, unknown>;
    return {
      session,
      field: (name) => (form.get(name) ?? query.get(name) ?? '').toWellFormed(),
      part: (name) => String(params[name] ?? ''),
      page: (content, status) => staffPage(this.its.frame(), content, session, status),
    };
  }

  private sessionOf(request: Request): StaffSession | undefined {
    const person = this.its.personOf?.(request);
    if (person) return this.its.sessions.ofProxy(person);
    const cookies = String(request.headers.cookie ?? '').split(/;\s*/);
    const own = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`));
    return this.its.sessions.read(own?.slice(COOKIE.length + 1));
  }

  private redirect(to: string, cookie: string, seconds: number): Reply {
    const secure = this.its.secure ? '; Secure' : '';
    const value = `${COOKIE}=${cookie}; Path=/staff; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
    return { status: 303, body: '', headers: { Location: to, 'Set-Cookie': value } };
  }

  private problem(text: string, session: StaffSession, status: number): Reply {
    const frame = this.its.frame();
    const body = html`<p><a href="/staff">${frame.say('problem.back')}</a></p>`;
    const message = { good: false, text: html`<p>${text}</p>` };
    return staffPage(frame, { title: frame.say('problem.title'), message, body }, session, status);
  }

  private loginPage(problem?: string, status = 200): Reply {
    const frame = this.its.frame();
    const message = problem ? { good: false, text: html`<p>${problem}</p>` } : undefined;
    return staffPage(frame, { title: frame.say('login.title'), message, body: loginForm(frame) }, undefined, status);
  }
}

function loginForm({ say }: PageFrame): Markup {
  return html`<form method="post" action="/staff/login" class="login">
<label for="name">${say('login.name')}</label><p id="name-hint" class="note">${say('login.name-hint')}</p>
<input id="name" name="name" required maxlength="20" autocomplete="name" aria-describedby="name-hint">
<label for="token">${say('login.token')}</label><p id="token-hint" class="note">${say('login.token-hint')}</p>
<input id="token" name="token" type="password" required autocomplete="current-password" aria-describedby="token-hint">
<button class="main">${say('login.submit')}</button></form>`;
}

/** Browsers say where a post comes from; one that says so must come from here. */
function isFromHere({ headers }: Request): boolean {
  return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
}

/** The same as for an address that no route has. */
export function nothingHere(): Refusal {
  return new Refusal(404, 'NotFound', 'There is nothing here.');
}
