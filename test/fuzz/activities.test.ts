import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connections, send } from '../bench/load.js';
import { DirectLineClient } from '../support/direct-line-client.js';
import { FUZZ_SEED, inBatches } from './in-batches.js';
import { oddActivity } from './odd-activities.js';
import { type RunningProgram, startProgram } from './running-program.js';

/** Activities thrown at the whole program; another number with FUZZ_RUNS. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);
const LANES = 8;
/** Each call on a connection of its own: a kept one may be ended by the server just as it is used. */
const ALONE = { Connection: 'close' };
/** Activities in one conversation. */
const A_CONVERSATION = 40;

let program: RunningProgram;
const agent = connections(LANES);
beforeAll(async () => {
  program = await startProgram();
});
afterAll(async () => {
  agent.destroy();
  await program.stop();
});

/** Posts activities, each lane in one conversation after another; resolves with how often which status came. */
async function post(activities: Generator<unknown>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const lane = async () => {
    for (let left = take(activities); left.length > 0; left = take(activities)) {
      const client = await new DirectLineClient(program.url, ALONE).open();
      for (const activity of left) {
        const status = await postOne(client, activity);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      await checkLog(client);
      await client.ask('DELETE', `/conversations/${client.conversationId}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return statuses;
}

function take(activities: Generator<unknown>): unknown[] {
  return Array.from({ length: A_CONVERSATION }, () => activities.next()).flatMap(({ value, done }) =>
    done ? [] : [value],
  );
}

async function postOne({ conversationId, token }: DirectLineClient, activity: unknown): Promise<number> {
  const url = `${program.url}/v3/directline/conversations/${conversationId}/activities`;
  const body = JSON.stringify(activity);
  const { status } = await send(agent, { method: 'POST', url, headers: { Authorization: `Bearer ${token}` }, body });
  if (status !== 200 && status !== 400) throw new Error(`${status} for ${body}`);
  return status;
}

/** Whatever was posted: what is read back is well-formed, and nobody speaks in another's name. */
async function checkLog(client: DirectLineClient): Promise<void> {
  for (const { from, type } of (await client.read()).activities) {
    expect(['bot', 'user']).toContain(from.role);
    expect(['message', 'event', 'typing', 'messageDelete']).toContain(type);
  }
}

it(`${RUNS} odd activities (seed ${FUZZ_SEED}): taken or refused, no failed turn, nothing polluted, no memory kept`, {
  timeout: 60_000 + RUNS * 60,
}, async () => {
  await post(inBatches(oddActivity, Math.ceil(RUNS / 10), FUZZ_SEED - 1));
  const before = await program.memory();
  const spent = process.cpuUsage();
  const statuses = await post(inBatches(oddActivity, RUNS, FUZZ_SEED));
  const seconds = process.cpuUsage(spent).user / 1e6;
  const after = await program.memory();
  console.log(
    `${RUNS} activities, ${seconds.toFixed(0)} s of CPU time: ${[...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')}; memory ${before.toFixed(1)} → ${after.toFixed(1)} MB`,
  );
  expect(statuses.get(200)).toBeGreaterThan(RUNS / 2);
  expect(statuses.get(400)).toBeGreaterThan(RUNS / 100);
  expect(await program.failedTurns()).toBe(0);
  expect(program.unhandled).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(after - before).toBeLessThan(10);
  const client = await new DirectLineClient(program.url, ALONE).open();
  await client.say('費用はかかりますか');
  expect(JSON.stringify((await client.read('1')).activities)).toContain('"cost.fee"');
});

it('texts come back as they were sent: emoji, combining and rare letters, half-width kana, bidi, zero width', async () => {
  const client = await new DirectLineClient(program.url, ALONE).open();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), async (text) => {
      const { watermark } = await client.read();
      await client.say(text);
      const [said] = (await client.read(watermark)).activities;
      expect(said?.text).toBe(text);
    }),
    { numRuns: 100, seed: FUZZ_SEED },
  );
});
