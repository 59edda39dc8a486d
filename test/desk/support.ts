import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { DirectLineClient } from '../support/direct-line-client.js';

/** What staff sign in with in tests. */
export const TOKEN = 'a-token-for-tests-of-the-staff-pages';

/** Every address of the staff but the one to sign in at; a test finds out when one is missing here. */
export const GETS = [
  '/staff',
  '/staff/try',
  '/staff/unanswered',
  '/staff/questions',
  '/staff/questions/Q-0001',
  '/staff/drafts',
  '/staff/drafts/Q-0001',
  '/staff/preview',
  '/staff/rules',
  '/staff/figures',
  '/staff/report/md',
  '/staff/report/html',
];
export const POSTS = [
  '/staff/phrase',
  '/staff/dismiss',
  '/staff/questions/Q-0001',
  '/staff/drafts/Q-0001',
  '/staff/preview',
  '/staff/logout',
];

/** The whole program with the staff's pages, on a copy of the real knowledge. */
export interface DeskApp {
  app: App;
  /** Its data folder and its knowledge folder. */
  data: string;
  knowledge: string;
  /** The knowledge file that tests change. */
  readCost(): Promise<string>;
  writeCost(text: string): Promise<void>;
  /** Says something in a conversation of its own; resolves when it is answered. */
  say(activity: object): Promise<void>;
  /** Says several things in one conversation. */
  talk(activities: object[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the program; `environment` adds settings, undefined takes one away. */
export async function startDesk(environment: Record<string, string | undefined> = {}): Promise<DeskApp> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  await cp('knowledge', join(folder, 'knowledge'), { recursive: true });
  const cost = join(folder, 'knowledge/faq/cost.yaml');
  const config = readConfig({
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    KNOWLEDGE_DIR: join(folder, 'knowledge'),
    NOW: '2025-10-15T10:30:00+09:00',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
    STAFF_TOKEN: TOKEN,
    ...environment,
  });
  const app = await startApp(config, { locales: 'locales', web: 'dist/web' });
  const talk = async (activities: object[]) => {
    const client = await new DirectLineClient(app.url.replace(/\/$/, '')).open();
    for (const activity of activities) await client.post({ type: 'message', ...activity });
  };
  return {
    app,
    data: join(folder, 'data'),
    knowledge: join(folder, 'knowledge'),
    readCost: () => readFile(cost, 'utf8'),
    writeCost: (text) => writeFile(cost, text),
    say: (activity) => talk([activity]),
    talk,
    stop: async () => {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A person's browser as far as forms go: keeps the cookie, follows nothing. */
export class StaffBrowser {
  cookie = '';

  /** @param sent headers of every request, as a proxy in between would add them. */
  constructor(
    private readonly url: string,
    private readonly sent: Record<string, string> = {},
  ) {}

  async get(path: string, method = 'GET'): Promise<{ status: number; text: string; headers: Headers }> {
    return this.ask(path, { method });
  }

  /** Posts a form; `headers` as a browser of somebody else might send them. */
  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    return this.ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  /** Signs in; resolves with the answer. */
  async enter(token = TOKEN, name = '佐藤') {
    const answer = await this.post('/staff/login', { token, name });
    const set = answer.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0] ?? '';
    return answer;
  }

  /** What makes a form our own. */
  async csrf(): Promise<string> {
    const { text } = await this.get('/staff/preview');
    return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  }

  private async ask(path: string, init: RequestInit) {
    const response = await fetch(new URL(path, this.url), {
      ...init,
      redirect: 'manual',
      headers: {
        ...this.sent,
        ...(init.headers as Record<string, string>),
        ...(this.cookie ? { Cookie: this.cookie } : {}),
      },
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
}
