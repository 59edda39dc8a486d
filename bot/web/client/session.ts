/** What lets this tab go on with its conversation after a reload. No text of the conversation. */
interface Kept {
  resume: string;
  conversationId?: string;
}

/** What a connection is opened with. */
export interface Credentials {
  domain: string;
  token: string;
  conversationId?: string;
}

/** The server asks to wait. */
export class Busy extends Error {
  constructor(readonly seconds: number) {
    super('busy');
  }
}

const KEY = 'conversation';
const API = '/v3/directline';

/** Credentials for the conversation kept in this tab, or for a new one when there is none or it is gone (`lost`). */
export async function credentials(): Promise<Credentials & { lost: boolean }> {
  const kept = read();
  if (kept?.conversationId) {
    const resumed = await ask(`${API}/tokens/resume`, kept.resume, { conversationId: kept.conversationId });
    if (resumed) return { ...withDomain(resumed), lost: false };
    forget();
  }
  const granted = await ask(`${API}/tokens/generate`);
  if (!granted?.resume) throw new Error('no token');
  write({ resume: granted.resume });
  // A conversation is opened by Web Chat; the service's own id for it would make Web Chat look for an open one.
  const { conversationId: _later, ...fresh } = withDomain(granted);
  return { ...fresh, lost: Boolean(kept?.conversationId) };
}

/** Remembers the conversation that has been opened with the last credentials. */
export function keepConversation(conversationId: string): void {
  const kept = read();
  if (kept && kept.conversationId !== conversationId) write({ ...kept, conversationId });
}

/** Forgets the conversation; the next credentials are for a new one. */
export function forget(): void {
  sessionStorage.removeItem(KEY);
}

interface Granted {
  token: string;
  resume?: string;
  domain?: string;
  conversationId?: string;
}

/** Undefined when the server refuses (the conversation is gone); throws when it can't be reached or has trouble. */
async function ask(path: string, bearer?: string, body: object = {}): Promise<Granted | undefined> {
  const authorization = bearer === undefined ? undefined : { Authorization: `Bearer ${bearer}` };
  const headers = { 'Content-Type': 'application/json', ...authorization };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (answer.status === 429) throw new Busy(Number(answer.headers.get('Retry-After')) || 30);
  if (answer.status >= 500) throw new Error(`status ${answer.status}`);
  return answer.ok ? ((await answer.json()) as Granted) : undefined;
}

function withDomain({ domain, token, conversationId }: Granted): Credentials {
  return { domain: domain ?? `${location.origin}${API}`, token, ...(conversationId ? { conversationId } : {}) };
}

function read(): Kept | undefined {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Kept);
}

function write(kept: Kept): void {
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}
