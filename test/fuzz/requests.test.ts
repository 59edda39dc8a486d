import { afterAll, beforeAll, expect, it } from 'vitest';
import { DirectLineClient } from '../support/direct-line-client.js';
import { FUZZ_SEED, inBatches } from './in-batches.js';
import { type OddRequest, oddRequest, ROUTES } from './odd-requests.js';
import { rawExchange } from './raw-exchange.js';
import { type RunningProgram, startProgram } from './running-program.js';

/** HTTP requests thrown at all routes of the whole program; another number with FUZZ_RUNS. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);
const LANES = 16;
/** Each call on a connection of its own: a kept one may be ended by the server just as it is used. */
const ALONE = { Connection: 'close' };
/** Requests with the same conversation and tokens. */
const A_VISITOR = 50;

let program: RunningProgram;
let staff = '';
beforeAll(async () => {
  program = await startProgram();
  staff = await signIn();
});
afterAll(() => program.stop());

/** The cookie of somebody on the staff. */
async function signIn(): Promise<string> {
  const answer = await fetch(`${program.url}/staff/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: program.url },
    body: new URLSearchParams({ name: '佐藤', token: program.staffToken }),
  });
  const cookie = /staff=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  if (!cookie) throw new Error(`the staff can not sign in: ${answer.status}`);
  return cookie;
}

/** Opens every page once, the staff's too: what is loaded at the first use (charts, previews) is there from then on. */
async function openAllPages(): Promise<void> {
  for (const route of ROUTES) {
    const answer = await fetch(program.url + route, { headers: { Cookie: `staff=${staff}`, ...ALONE } });
    expect(answer.status, route).toBeLessThan(500);
    await answer.arrayBuffer();
  }
}

/** What a visitor has, to be put into the requests. */
async function newVisitor(): Promise<Record<string, string>> {
  const client = await new DirectLineClient(program.url, ALONE).open();
  const other = await new DirectLineClient(program.url, ALONE).open();
  await other.ask('DELETE', `/conversations/${other.conversationId}`);
  return {
    host: new URL(program.url).host,
    talk: client.token,
    resume: client.resume,
    stream: new URL(client.streamUrl).searchParams.get('t') ?? '',
    id: client.conversationId,
    other: other.token,
    'other-id': other.conversationId,
    result: 'x',
    staff,
  };
}

/** The first of many; the rest stays for later. */
function* first<T>(all: Generator<T, undefined>, count: number): Generator<T, undefined> {
  for (let taken = 0; taken < count; taken += 1) {
    const { value, done } = all.next();
    if (done) return;
    yield value;
  }
}

function bytesOf({ head, body }: OddRequest, has: Record<string, string>): Buffer {
  const filled = (text: string) => text.replace(/<([a-z-]+)>/g, (as, name) => has[name] ?? as);
  const content = Buffer.from(filled(body));
  return Buffer.concat([Buffer.from(`${filled(head).replace('<length>', String(content.length))}\r\n\r\n`), content]);
}

/** Sends requests; resolves with how often which status came. */
async function exchange(requests: Generator<OddRequest>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const port = Number(new URL(program.url).port);
  const lane = async () => {
    let visitor = await newVisitor();
    let sent = 0;
    for (let { value, done } = requests.next(); !done; { value, done } = requests.next()) {
      const status = await rawExchange(port, bytesOf(value!, visitor));
      if (status >= 500) throw new Error(`${status} for ${JSON.stringify(value)}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      sent += 1;
      if (sent % A_VISITOR !== 0) continue;
      await leave(visitor);
      visitor = await newVisitor();
    }
    await leave(visitor);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return statuses;
}

async function leave({ id, talk }: Record<string, string>): Promise<void> {
  await new DirectLineClient(program.url, ALONE).ask('DELETE', `/conversations/${id}`, undefined, talk);
}

it(`${RUNS} odd requests over all routes (seed ${FUZZ_SEED}): an answer below 500 or none, nothing polluted, no memory kept`, {
  timeout: 60_000 + RUNS * 60,
}, async () => {
  await openAllPages();
  const spent = process.cpuUsage();
  const requests = inBatches(oddRequest, RUNS, FUZZ_SEED);
  const statuses = await exchange(first(requests, RUNS / 2));
  const before = await program.memory();
  for (const [status, times] of await exchange(requests)) statuses.set(status, (statuses.get(status) ?? 0) + times);
  const seconds = process.cpuUsage(spent).user / 1e6;
  const after = await program.memory();
  const table = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status || 'closed'}`);
  console.log(
    `${RUNS} requests, ${seconds.toFixed(0)} s of CPU time: ${table.join(', ')}; memory ${before.toFixed(1)} → ${after.toFixed(1)} MB`,
  );
  for (const status of [200, 400, 401, 404, 405, 415])
    expect(statuses.get(status), String(status)).toBeGreaterThan(RUNS / 200);
  expect(await program.failedTurns()).toBe(0);
  expect(program.unhandled).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(after - before).toBeLessThan(10);
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
});
