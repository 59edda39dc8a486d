import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { StorageUnavailableError } from '../../bot/storage/record-store.js';
import { startPostgres, type TestDatabase } from './embedded-postgres.js';

let database: TestDatabase;
const stores: PostgresStore[] = [];
beforeAll(async () => {
  database = await startPostgres();
});
afterAll(() => database.stop());
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

async function openStore(change: Partial<Parameters<typeof PostgresStore.open>[0]> = {}): Promise<PostgresStore> {
  const given = { url: database.url, now: Date.now, onError: () => {}, patience: 0, ...change };
  const store = await PostgresStore.open(given);
  stores.push(store);
  return store;
}

function withUrl(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

describe('postgresql: the start', () => {
  it('makes the table once, however many processes start at a time', async () => {
    await database.query('drop table if exists records');
    await Promise.all(Array.from({ length: 8 }, () => openStore()));
    const tables = await database.query(`select count(*)::int as n from pg_tables where tablename = 'records'`);
    expect(tables).toEqual([{ n: 1 }]);
  });

  it('works for a role that may not make tables when the table is there', async () => {
    await openStore();
    await database.query(`create role guest login password 'guest'`);
    await database.query('grant select, insert, update, delete on records to guest');
    const store = await openStore({
      url: withUrl((url) => Object.assign(url, { username: 'guest', password: 'guest' })),
    });
    await store.write('item/guest', 1, 'any');
    expect((await store.read('item/guest'))?.value).toBe(1);
  });

  it.each([
    ['a wrong password', (url: URL) => Object.assign(url, { password: 'wrong-secret' }), /28P01.*password of tester/],
    [
      'no such database',
      (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
      /nowhere .*3D000.*create the database/,
    ],
    ['no server', (url: URL) => Object.assign(url, { port: '1' }), /127\.0\.0\.1:1 .*ECONNREFUSED.*is it running/],
  ])('says what to check for %s, and no password', async (_, change, message) => {
    const url = withUrl(change);
    const error = await openStore({ url }).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(error?.message).toMatch(message);
    expect(error?.message).not.toContain(new URL(url).password);
  });

  it('waits for a database that is still starting', async () => {
    await database.crash();
    const opening = openStore({ patience: 10_000 });
    await database.restart();
    expect(await (await opening).ready()).toBe(true);
  });
});

describe('postgresql: SQL in keys and values', () => {
  it('is kept as text', async () => {
    const store = await openStore();
    const key = `item/'; delete from records; --`;
    await store.write('item/other', 1, 'any');
    await store.write(key, { text: `'); drop table records; --` }, 'any');
    expect((await store.read(key))?.value).toEqual({ text: `'); drop table records; --` });
    await store.delete(key);
    expect((await store.read('item/other'))?.value).toBe(1);
  });
});

describe('postgresql: a small pool', () => {
  it('serves 200 operations over one connection', async () => {
    const store = await openStore({ poolSize: 1 });
    await Promise.all(Array.from({ length: 100 }, (_, n) => store.write(`item/${n}`, n, 'any')));
    const read = await Promise.all(Array.from({ length: 100 }, (_, n) => store.read<number>(`item/${n}`)));
    expect(read.map((stored) => stored?.value)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });
});

describe('postgresql: the database goes away', () => {
  it('refuses meanwhile, keeps what was acknowledged, and works again by itself', async () => {
    const errors: Error[] = [];
    const store = await openStore({ onError: (error) => errors.push(error) });
    for (let n = 0; n < 50; n += 1) await store.write(`item/${n}`, n, 'any');
    await database.crash();
    await expect(store.read('item/1')).rejects.toThrow(StorageUnavailableError);
    await expect(store.write('item/1', 'lost', 'any')).rejects.toThrow(StorageUnavailableError);
    expect(await store.ready()).toBe(false);
    await database.restart();
    expect(await store.ready()).toBe(true);
    for (let n = 0; n < 50; n += 1) expect((await store.read(`item/${n}`))?.value).toBe(n);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.flatMap((error) => Object.keys(error)).filter((name) => name !== 'code')).toEqual([]);
  });

  it('does not let a connection cut while idle reach the user', async () => {
    const store = await openStore();
    await store.write('item/1', 'kept', 'any');
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assistant'`);
    expect((await store.read('item/1'))?.value).toBe('kept');
  });

  it('knows its own write again when the answer to it was lost', async () => {
    const proxy = await deafProxy(Number(new URL(database.url).port));
    const store = await openStore({
      url: withUrl((url) => Object.assign(url, { port: String(proxy.port) })),
      poolSize: 1,
    });
    const first = await store.write('item/1', 1, 'any');
    proxy.loseNextAnswer();
    const second = await store.write('item/1', 2, { eTag: first });
    proxy.loseNextAnswer();
    await store.write('item/fresh', 'new', 'absent');
    expect(proxy.lost()).toBe(2);
    expect(await store.read('item/1')).toMatchObject({ value: 2, eTag: second });
    expect((await store.read('item/fresh'))?.value).toBe('new');
    await store.close();
    proxy.close();
  });
});

/** Stands between client and server; on demand it swallows the server's next answer and cuts the connection. */
async function deafProxy(target: number) {
  let losing = false;
  let lost = 0;
  const server: Server = createServer((client: Socket) => {
    const upstream = connect(target, '127.0.0.1');
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (!losing) return client.write(chunk);
      losing = false;
      lost += 1;
      client.destroy();
    });
    for (const socket of [client, upstream]) socket.on('error', () => {});
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    loseNextAnswer: () => {
      losing = true;
    },
    lost: () => lost,
    close: () => server.close(),
  };
}
