import type { Request, RequestHandler, Server } from 'restify';
import type { Reply } from '../http/reply.js';
import type { DeskParts } from './desk-parts.js';
import { draftAction, draftPage } from './draft-page.js';
import { draftsPage } from './drafts-page.js';
import { figuresPage, reportFile } from './figures-page.js';
import { overviewPage } from './overview-page.js';
import { previewPage } from './preview-page.js';
import { questionAction, questionPage } from './question-page.js';
import { questionsPage } from './questions-page.js';
import { rulesPage } from './rules-page.js';
import { nothingHere, type StaffDoor } from './staff-door.js';
import type { StaffRoute } from './staff-visit.js';
import { tryPage } from './try-page.js';
import { addPhraseAction, dismissAction, unansweredPage } from './unanswered-page.js';

/** Every page and action of the staff; all of them only for who is signed in. */
export function staffRoutes(parts: DeskParts, door: Pick<StaffDoor, 'leave'>): StaffRoute[] {
  return [
    { method: 'get', path: '/staff', handle: overviewPage(parts) },
    { method: 'get', path: '/staff/try', handle: tryPage(parts) },
    { method: 'get', path: '/staff/unanswered', handle: unansweredPage(parts) },
    { method: 'post', path: '/staff/phrase', handle: addPhraseAction(parts) },
    { method: 'post', path: '/staff/dismiss', handle: dismissAction(parts) },
    { method: 'get', path: '/staff/questions', handle: questionsPage(parts) },
    { method: 'get', path: '/staff/questions/:number', handle: questionPage(parts) },
    { method: 'post', path: '/staff/questions/:number', handle: questionAction(parts) },
    { method: 'get', path: '/staff/drafts', handle: draftsPage(parts) },
    { method: 'get', path: '/staff/drafts/:number', handle: draftPage(parts) },
    { method: 'post', path: '/staff/drafts/:number', handle: draftAction(parts) },
    { method: 'get', path: '/staff/preview', handle: previewPage(parts) },
    { method: 'post', path: '/staff/preview', handle: previewPage(parts) },
    { method: 'get', path: '/staff/rules', handle: rulesPage(parts) },
    { method: 'get', path: '/staff/figures', handle: figuresPage(parts) },
    { method: 'get', path: '/staff/report/md', handle: reportFile(parts, 'md') },
    { method: 'get', path: '/staff/report/html', handle: reportFile(parts, 'html') },
    { method: 'post', path: '/staff/logout', handle: door.leave },
  ];
}

/** Mounts the staff's pages on a server; given to it only where they are set up. */
export type MountStaff = (
  server: Server,
  answer: (handler: (request: Request) => Promise<Reply>) => RequestHandler,
) => void;

const METHODS = ['get', 'post', 'put', 'patch', 'del', 'head', 'opts'] as const;

/** Mounts the pages behind their door. Other methods of the same addresses find nothing, as everywhere else, and not a 405. */
export function mountStaff(routes: StaffRoute[], door: StaffDoor): MountStaff {
  return (server, answer) => {
    const handlers = new Map<string, RequestHandler>([
      ['get /staff/login', answer(door.login)],
      ['post /staff/login', answer(door.enter)],
      ...routes.map(({ method, path, handle }) => [`${method} ${path}`, answer(door.guarded(handle))] as const),
    ]);
    const nothing = answer(async () => {
      throw nothingHere();
    });
    for (const path of new Set(['/staff/login', ...routes.map((route) => route.path)])) {
      for (const method of METHODS) server[method](path, handlers.get(`${method} ${path}`) ?? nothing);
    }
  };
}
