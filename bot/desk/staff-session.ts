import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Person } from '../../dialogs/domain/staff/question.js';

/** Whoever is signed in, and what forms of theirs must carry. */
export interface StaffSession {
  person: Person;
  csrf: string;
  /** Signed in by a proxy, and so not to be signed out here. */
  byProxy?: boolean;
}

/** Signs staff in by the shared token, and knows them again by a cookie, or takes them from a proxy. Nothing is stored. */
export interface StaffSessions {
  /** The value of the cookie for somebody who knows the token; undefined for everybody else, and without a name. */
  open(token: string, name: string): string | undefined;
  /** The session that a cookie's value stands for; undefined when it is forged, over, or of another token. */
  read(cookie: string | undefined): StaffSession | undefined;
  /** The session of somebody whom a proxy has signed in. */
  ofProxy(person: Person): StaffSession;
  /** Whether a form was made for this session. */
  isOwnForm(session: StaffSession, csrf: string): boolean;
}

/** Seconds that a session lasts: a working day. */
export const SESSION_SECONDS = 9 * 3_600;

const payload = z.object({ name: z.string().min(1).max(40), until: z.number() });

/**
 * Sessions signed with a key made of both secrets, so that a new STAFF_TOKEN ends them all.
 * @param staffToken without it, nobody can sign in by a token.
 * @param now milliseconds since the epoch, by the real clock.
 */
export function staffSessions(
  staffToken: string | undefined,
  tokenSecret: string | Buffer,
  now: () => number,
): StaffSessions {
  const key = createHmac('sha256', tokenSecret)
    .update(`staff pages ${staffToken ?? ''}`)
    .digest();
  const sign = (what: string, text: string) => createHmac('sha256', key).update(`${what} ${text}`).digest('base64url');
  return {
    open: (token, name) => {
      const shown = visibleName(name);
      if (!staffToken || !isSame(token, staffToken) || !shown) return undefined;
      const until = now() + SESSION_SECONDS * 1_000;
      const body = Buffer.from(JSON.stringify({ name: shown, until })).toString('base64url');
      return `${body}.${sign('session', body)}`;
    },
    read: (cookie = '') => {
      const [body = '', signature = ''] = cookie.split('.');
      if (!isSame(signature, sign('session', body))) return undefined;
      const { name, until } = payload.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
      if (until <= now()) return undefined;
      return { person: { id: `desk:${name}`, name }, csrf: sign('form', cookie) };
    },
    ofProxy: (person) => ({ person, csrf: sign('proxy form', person.id), byProxy: true }),
    isOwnForm: (session, csrf) => isSame(csrf, session.csrf),
  };
}

function visibleName(name: string): string {
  return [...name.toWellFormed().replace(/\p{C}/gu, '').trim()].slice(0, 20).join('');
}

/** Takes as long whatever the difference, its length included. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
