import { expect, it } from 'vitest';
import type { ConversationRecord } from '../../bot/conversations/conversation.js';
import { append, apply, LOG_LIMIT } from '../../bot/conversations/log.js';

let ids = 0;
const newId = () => `id${++ids}`;
const now = new Date('2026-04-01T00:00:00Z');
const later = new Date('2026-04-01T00:01:00Z');

function conversation(): ConversationRecord {
  ids = 0;
  const parties = { id: 'c', channelId: 'test', user: { id: 'user' }, locale: 'ja-JP', createdAt: now.toISOString() };
  return { ...parties, seq: 0, log: [], accepted: [], state: {} };
}

function rows(record: ConversationRecord): unknown[] {
  return record.log.map(({ seq, activity: { id, type, text } }) => [seq, id, type, text]);
}

it('numbers activities from 1 and gives each an id and a time of its own', () => {
  const record = conversation();
  append(record, { type: 'message', text: 'a', id: 'forged', timestamp: new Date(0) }, now, newId);
  append(record, { type: 'message', text: 'b' }, later, newId);
  expect(rows(record)).toEqual([
    [1, 'id1', 'message', 'a'],
    [2, 'id2', 'message', 'b'],
  ]);
  expect(record.log[1]?.activity.timestamp).toBe('2026-04-01T00:01:00.000Z');
});

it('moves an updated activity to the end, with its old id, type and time', () => {
  const record = conversation();
  for (const text of ['a', 'b']) append(record, { type: 'message', text }, now, newId);
  apply(record, { kind: 'update', activity: { id: 'id1', type: 'event', text: 'a2' } }, later, newId);
  expect(rows(record)).toEqual([
    [2, 'id2', 'message', 'b'],
    [3, 'id1', 'message', 'a2'],
  ]);
  expect(record.log[1]?.activity.timestamp).toBe('2026-04-01T00:00:00.000Z');
});

it('leaves only the mark of a deleted activity', () => {
  const record = conversation();
  append(record, { type: 'message', text: 'secret' }, now, newId);
  apply(record, { kind: 'delete', id: 'id1' }, later, newId);
  expect(rows(record)).toEqual([[2, 'id1', 'messageDelete', undefined]]);
});

it('does nothing about an activity that is not there any more', () => {
  const record = conversation();
  append(record, { type: 'message', text: 'a' }, now, newId);
  apply(record, { kind: 'delete', id: 'id1' }, now, newId);
  const before = structuredClone(record);
  for (const id of ['id1', 'never']) {
    apply(record, { kind: 'delete', id }, later, newId);
    apply(record, { kind: 'update', activity: { id, text: 'back' } }, later, newId);
  }
  expect(record).toEqual(before);
});

it('keeps the newest rows and goes on counting', () => {
  const record = conversation();
  for (let n = 0; n < LOG_LIMIT + 5; n += 1) append(record, { type: 'message', text: String(n) }, now, newId);
  expect(record.log).toHaveLength(LOG_LIMIT);
  expect(record.log[0]?.seq).toBe(6);
  expect(record.seq).toBe(LOG_LIMIT + 5);
});
