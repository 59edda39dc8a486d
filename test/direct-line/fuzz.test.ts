import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DirectLineClient } from '../support/direct-line-client.js';
import { scriptedBot } from '../support/scripted-bot.js';
import { startServer, type TestServer } from '../support/web-server.js';

/** The same bodies in every run. */
const SEED = 20_251_015;
/** Bodies per run; more with FUZZ_RUNS. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
let server: TestServer;
let client: DirectLineClient;

beforeAll(async () => {
  server = await startServer({ runTurn: scriptedBot(({ text }) => [{ text: `聞いた: ${text}` }]) });
  client = await new DirectLineClient(server.url).open();
});
afterAll(() => server.stop());

const anything = fc.jsonValue({ maxDepth: 4 });
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('', '\u0000', '\ud800', '\u202e', '一'.repeat(5_000), '__proto__'),
);
const activity = fc.record(
  {
    type: fc.oneof(fc.constantFrom('message', 'event', 'typing', 'invoke', '__proto__'), anything),
    text: fc.oneof(oddText, anything),
    value: fc.oneof(
      fc.record({ command: oddText, criterion: oddText, answer: oddText, ask: oddText }, { requiredKeys: [] }),
      anything,
    ),
    name: fc.oneof(oddText, anything),
    locale: fc.oneof(fc.constantFrom('ja-JP', 'zh-cn', '__proto__'), anything),
    from: anything,
    channelData: fc.oneof(
      fc.record({ clientActivityID: fc.oneof(oddText, anything), postBack: anything }, { requiredKeys: [] }),
      anything,
    ),
    attachments: anything,
    entities: anything,
    id: fc.oneof(oddText, anything),
  },
  { requiredKeys: [] },
);

it(`whatever is posted is taken or refused, never an error; what is logged can be read (${RUNS} bodies)`, async () => {
  const path = `/conversations/${client.conversationId}/activities`;
  const counts = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: activity }, { weight: 1, arbitrary: anything }), async (body) => {
      const answer = await client.ask('POST', path, body);
      expect([200, 400]).toContain(answer.status);
      counts[answer.status === 200 ? 'taken' : 'refused'] += 1;
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(counts.taken).toBeGreaterThan(RUNS / 50);
  expect(counts.refused).toBeGreaterThan(RUNS / 50);
  const { activities } = await client.read();
  for (const { from, type } of activities) {
    expect(['bot', 'user']).toContain(from.role);
    expect(['message', 'event', 'typing']).toContain(type);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 60_000);

it('texts come back as they were sent: emoji, combining and rare letters, half-width kana, bidi, zero width', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), async (text) => {
      const { watermark } = await client.read();
      await client.say(text);
      const [said] = (await client.read(watermark)).activities;
      expect(said?.text).toBe(text);
    }),
    { numRuns: 100 },
  );
});
