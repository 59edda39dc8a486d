import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startPostgres, type TestDatabase } from '../storage/embedded-postgres.js';
import { answered, textsOf } from './counting-bot.js';
import { ReplicaProcess } from './replica-process.js';

vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
const started: ReplicaProcess[] = [];
beforeAll(async () => {
  database = await startPostgres();
});
afterAll(() => database.stop());
afterEach(async () => {
  await Promise.all(started.splice(0).map((replica) => replica.kill()));
});

async function startThree(): Promise<[ReplicaProcess, ReplicaProcess, ReplicaProcess]> {
  const three = await Promise.all([0, 1, 2].map(() => ReplicaProcess.start({ url: database.url })));
  started.push(...three);
  return three as [ReplicaProcess, ReplicaProcess, ReplicaProcess];
}

/** Long enough for a machine with much else to do. */
const PATIENCE = { timeout: 25_000 };

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

it('goes on through C when the user writes to B, listens on A and A is killed', async () => {
  const [a, b, c] = await startThree();
  const id = await b.open();
  await a.follow(id, 0);
  for (const n of numbers(0, 5)) await b.receive(id, `m${n}`);
  await expect.poll(() => a.rows.length, PATIENCE).toBe(10);
  const sending = (async () => {
    for (const n of numbers(5, 25)) await b.receive(id, `m${n}`);
  })();
  await a.kill();
  const watermark = a.rows.at(-1)!.seq;
  await c.follow(id, watermark);
  await sending;
  await expect.poll(() => c.rows.at(-1)?.seq, PATIENCE).toBe(50);
  const seen = [...a.rows, ...c.rows];
  expect(seen.map(({ seq }) => seq)).toEqual(numbers(1, 51));
  expect(seen.map(({ activity }) => activity.text)).toEqual(answered(numbers(0, 25).map((n) => `m${n}`)));
});

it('frees the lock of a process killed in the middle of its turns, and takes what it did not acknowledge once', async () => {
  const [a, b, c] = await startThree();
  const id = await a.open();
  const texts = numbers(0, 30).map((n) => `m${n}`);
  const onA = texts.map((text) => a.receive(id, text).catch(() => undefined));
  await onA[2];
  await a.kill();
  const acknowledged = (await Promise.all(onA)).map((taken) => taken !== undefined);
  await Promise.all(texts.map((text, n) => (n % 2 === 0 ? b : c).receive(id, text)));
  const kept = textsOf(await b.get(id)).filter((text) => !text?.includes(':')) as string[];
  expect([...kept].sort()).toEqual([...texts].sort());
  expect(textsOf(await c.get(id))).toEqual(answered(kept));
  expect(acknowledged.filter(Boolean).length).toBeGreaterThan(2);
});

it('takes 90 messages over three processes, each delivered to two of them, once each', async () => {
  const three = await startThree();
  const ids = await Promise.all([three[0].open(), three[1].open(), three[2].open()]);
  const deliveries = ids.flatMap((id) => numbers(0, 30).flatMap((n) => [0, 1].map((k) => ({ id, n, k }))));
  const taken = await Promise.all(
    deliveries.map(({ id, n, k }) => three[(n + k) % 3]!.receive(id, `${id} m${n}`, `m${n}`)),
  );
  for (let i = 0; i < taken.length; i += 2) expect(taken[i]?.id).toBe(taken[i + 1]?.id);
  for (const id of ids) {
    const kept = textsOf(await three[0].get(id)).filter((text) => !text?.includes(':')) as string[];
    expect([...kept].sort()).toEqual(
      numbers(0, 30)
        .map((n) => `m${n}`)
        .sort(),
    );
    expect(textsOf(await three[1].get(id))).toEqual(answered(kept));
  }
});

it('hears again after the database was away, also what was written while the hints were lost', async () => {
  const [a, b] = await startThree();
  const id = await b.open();
  await a.follow(id, 0);
  await b.receive(id, 'before');
  await expect.poll(() => a.rows.length, PATIENCE).toBe(2);
  await database.crash();
  await expect(b.receive(id, 'meanwhile')).rejects.toThrow('StorageUnavailableError');
  await database.restart();
  await expect.poll(() => b.receive(id, 'meanwhile').catch(() => undefined), PATIENCE).toBeDefined();
  await b.receive(id, 'after');
  await expect.poll(() => a.rows.length, PATIENCE).toBe(6);
  expect(a.rows.map(({ activity }) => activity.text)).toEqual(answered(['before', 'meanwhile', 'after']));
});

it('finds by its poll what was written by a process that told nobody', async () => {
  const [a, b] = await startThree();
  const id = await b.open();
  await a.follow(id, 0);
  await b.receive(id, 'told');
  await expect.poll(() => a.rows.length, PATIENCE).toBe(2);
  const key = `conversation/${id}`;
  const untold = [...a.rows, { seq: 3, activity: { id: 'x', type: 'message', text: 'untold', timestamp: '' } }];
  const value = JSON.stringify({ ...(await b.get(id)), seq: 3, log: untold });
  await database.query('update records set value = $2, etag = $3, updated_at = now() where key = $1', [
    key,
    value,
    'other',
  ]);
  await expect.poll(() => a.rows.at(-1)?.activity.text, PATIENCE).toBe('untold');
});
