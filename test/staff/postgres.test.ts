import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk } from '../../bot/staff/open-desk.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { startPostgres, type TestDatabase } from '../storage/embedded-postgres.js';
import { testLive } from '../support/live.js';
import { askerIn, filled, MORI, questionsOver, SATO } from './support.js';

let database: TestDatabase;
let folder: string;

const openStore = async () => {
  const store = await PostgresStore.open({ url: database.url, now: Date.now, onError: () => {} });
  return { store, close: () => store.close() };
};

beforeAll(async () => {
  database = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), 'staff-pg-'));
}, 120_000);

afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('with PostgreSQL', { timeout: 120_000 }, () => {
  it('a command elsewhere answers on the store directly, and a server finds what is to be delivered', async () => {
    const { store, close } = await openStore();
    const server = questionsOver(store);
    await server.questions.ask(filled(server.questions.newForm(), askerIn('a')));
    const opened = await openDesk({ folder, openStore, loadLive: testLive, now: server.clock.now });
    expect(opened.direct).toBe(true);
    expect((await opened.desk.list({})).map(({ number, status }) => [number, status])).toEqual([['Q-0001', 'open']]);
    expect((await opened.desk.answer({ number: 'Q-0001', by: SATO, text: 'はい。' })).kind).toBe('done');
    await opened.close();
    await server.courier.sweep();
    expect(server.brought).toEqual([{ number: 'Q-0001', delivery: 'Q-0001-answer-1', conversation: 'a' }]);
    await close();
  });

  it('two servers at once give different numbers, and of two staff at once one wins', async () => {
    const stores = await Promise.all([openStore(), openStore()]);
    const servers = stores.map(({ store }) => questionsOver(store));
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const { questions } = servers[index % 2]!;
        return questions.ask(filled(questions.newForm(), askerIn(`pg ${index}`)));
      }),
    );
    const numbers = asked.map((one) => (one as { question: { number: string } }).question.number);
    expect(new Set(numbers).size).toBe(20);
    for (const number of numbers) {
      const both = await Promise.all([
        servers[0]!.questions.act(number, { kind: 'take', by: SATO }),
        servers[1]!.questions.act(number, { kind: 'take', by: MORI }),
      ]);
      expect(both.map(({ kind }) => kind).sort()).toEqual(['changed', 'refused']);
    }
    for (const { close } of stores) await close();
  });
});
