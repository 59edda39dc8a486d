import type { Reply } from '../http/reply.js';
import type { PageContent } from './staff-page.js';
import type { StaffSession } from './staff-session.js';

/** One request of somebody who is signed in; of a post, the form is known to be our own. */
export interface StaffVisit {
  session: StaffSession;
  /** Query and form together; a form's field goes before the query's. Missing ones are empty. */
  field(name: string): string;
  /** Parts of the path, e.g. `number`. */
  part(name: string): string;
  /** Makes a page around a content. */
  page(content: PageContent, status?: number): Reply;
}

/** Answers a visit. */
export type StaffHandler = (visit: StaffVisit) => Promise<Reply>;

/** A route of the staff's pages. */
export interface StaffRoute {
  method: 'get' | 'post';
  path: string;
  handle: StaffHandler;
}
