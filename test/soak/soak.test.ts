import { describe, expect, it } from 'vitest';
import type { WireActivity } from '../support/direct-line-client.js';
import { checkConversation } from './check-conversation.js';
import { memoryTrend } from './memory-trend.js';
import { runSoak } from './run-soak.js';

/** The small form of `npm run soak`; never how fast anything is. */
it('40 visitors talk to the program for ten seconds: nothing is lost or doubled, no request fails, memory stays in bounds', {
  timeout: 240_000,
}, async () => {
  const { tally, memory } = await runSoak({ seconds: 10, conversations: 40, pause: 1, seed: 1, samples: 5 });
  const { lost, doubled, errors, conversations, acknowledged, sentTwice, reconnected } = tally;
  expect({ lost, doubled, errors }).toEqual({ lost: [], doubled: [], errors: [] });
  expect(conversations).toBeGreaterThanOrEqual(40);
  expect(acknowledged).toBeGreaterThanOrEqual(80);
  console.log(
    `${conversations} conversations, ${acknowledged} messages, ${sentTwice} sent twice, ${reconnected} sockets cut`,
  );
  expect(Math.max(...memory.map(({ mb }) => mb))).toBeLessThan(800);
});

describe('the judge of memory', () => {
  const samples = (mbAt: (n: number) => number) =>
    Array.from({ length: 24 }, (_, n) => ({ seconds: n * 5, mb: mbAt(n) }));

  it.each([
    ['level', () => 300, true],
    ['up and down', (n: number) => 300 + ((n * 5) % 7) * 20, true],
    ['warming up', (n: number) => Math.min(300, 180 + n * 15), true],
    ['growing', (n: number) => 300 + n * 3, false],
    ['growing in steps', (n: number) => 300 + Math.floor(n / 4) * 15, false],
  ])('%s', (_name, mbAt, flat) => {
    expect(memoryTrend(samples(mbAt)).flat).toBe(flat);
  });
});

describe('the check of a conversation', () => {
  const said = { id: 'u1', channelData: { clientActivityID: 'c1' } } as unknown as WireActivity;
  const reply = { id: 'b1', replyToId: 'u1', text: 'はい', channelData: {} } as unknown as WireActivity;
  const all = [said, reply];

  it.each([
    ['whole', all, all, 0, 0],
    ['a message lost on the socket', [reply], all, 2, 0],
    ['a message lost in the log', all, [reply], 1, 0],
    ['a reply lost', [said], [said], 2, 0],
    ['a message twice', [...all, said], all, 0, 1],
    ['a reply twice', all, [...all, { ...reply, id: 'b2' }], 1, 1],
    ['a delivery taken twice', all, [...all, { ...said, id: 'u2' }], 1, 1],
  ])('%s', (_name, onSocket, inLog, lost, doubled) => {
    const found = checkConversation(['u1'], onSocket, inLog);
    expect([found.lost.length, found.doubled.length]).toEqual([lost, doubled]);
  });
});
