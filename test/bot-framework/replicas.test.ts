import type { Activity } from 'botbuilder-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinReplicas } from '../../bot/storage/postgres-replicas.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { startPostgres, type TestDatabase } from '../storage/embedded-postgres.js';
import { personal, startTeamsSide, type TeamsSide } from './support/teams-side.js';

/** Two processes' worth of the channel over one database: each with its own store, lock session and web server. */
let database: TestDatabase;
let one: TeamsSide;
let two: TeamsSide;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await startPostgres();
  one = await startReplica([]);
  two = await startReplica([one.connector.origin]);
});
afterAll(async () => {
  await Promise.all([one.stop(), two.stop()]);
  for (const close of closing) await close();
  await database.stop();
});

async function startReplica(hosts: string[]): Promise<TeamsSide> {
  const options = { url: database.url, now: Date.now, onError: () => {} };
  const store = await PostgresStore.open(options);
  const { queue, close } = joinReplicas(options);
  closing.push(close, () => store.close());
  const takeFirst = async ({ text }: Partial<Activity>) => [{ type: 'message', text: `「${text}」` }];
  return startTeamsSide({ store, queue, takeFirst, ...(hosts.length > 0 ? { instead: { serviceHosts: hosts } } : {}) });
}

/** Delivers as Teams does: what could not be taken for the moment comes again. */
async function untilTaken(deliver: () => Promise<number>): Promise<number> {
  const status = await deliver();
  if (status !== 503) return status;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return untilTaken(deliver);
}

/** Delivers to the second process what belongs to the first one's connector. */
function deliverToTwo(activity: Partial<Activity>): Promise<number> {
  const { serviceUrl } = one.connector;
  return two.deliver({ ...activity, serviceUrl }, { claims: { serviceurl: serviceUrl } });
}

it('each delivery to two processes at once is one turn, and its reply goes out once', { timeout: 60_000 }, async () => {
  const messages = Array.from({ length: 40 }, (_, index) =>
    personal(`問${index}`, { conversation: { id: `a:${index % 5}` } as never, channelId: 'webchat' }),
  );
  const statuses = await Promise.all(
    messages.flatMap((message) => [untilTaken(() => one.deliver(message)), untilTaken(() => deliverToTwo(message))]),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  await Promise.all([one.channel.idle(), two.channel.idle()]);
  const texts = one.connector.sent().map(({ text }) => text);
  expect([...texts].sort()).toEqual(messages.map(({ text }) => `「${text}」`).sort());
  expect(await one.store.list('unsent')).toEqual([]);
  expect(two.connector.calls).toEqual([]);
});
