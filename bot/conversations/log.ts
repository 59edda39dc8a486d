import type { Activity } from 'botbuilder-core';
import type { ConversationRecord, LoggedActivity } from './conversation.js';

/** What a turn does to the log of its conversation. */
export type LogChange =
  | { kind: 'append'; activity: Partial<Activity> }
  | { kind: 'update'; activity: Partial<Activity> & { id: string } }
  | { kind: 'delete'; id: string };

/** Rows kept; the oldest go first. A whole quiz with questions in between needs about 60. */
export const LOG_LIMIT = 400;

/** Adds an activity at the end of the log, with a new id, the next sequence number and the time; returns it as logged. */
export function append(
  record: ConversationRecord,
  activity: Partial<Activity>,
  now: Date,
  newId: () => string,
): LoggedActivity {
  const logged = { ...activity, id: newId(), type: activity.type ?? 'message', timestamp: now.toISOString() };
  return push(record, logged as unknown as LoggedActivity);
}

/** Carries out what a turn did. An update or a deletion of an activity that is no longer there does nothing. */
export function apply(record: ConversationRecord, change: LogChange, now: Date, newId: () => string): void {
  if (change.kind === 'append') {
    append(record, change.activity, now, () => change.activity.id || newId());
  } else if (change.kind === 'update') {
    update(record, change.activity);
  } else if (remove(record, change.id)) {
    push(record, { type: 'messageDelete', id: change.id, timestamp: now.toISOString() } as LoggedActivity);
  }
}

/** An update keeps its id and time, so that a client replaces the old activity in its place. */
function update(record: ConversationRecord, activity: Partial<Activity> & { id: string }): void {
  const old = remove(record, activity.id);
  if (!old) return;
  push(record, { ...activity, id: old.id, type: old.type, timestamp: old.timestamp } as LoggedActivity);
}

/** Takes an activity out of the log; undefined when it is not there, or only the mark of its deletion is. */
function remove(record: ConversationRecord, id: string): LoggedActivity | undefined {
  const place = record.log.findIndex(({ activity }) => activity.id === id && activity.type !== 'messageDelete');
  return place < 0 ? undefined : record.log.splice(place, 1)[0]?.activity;
}

function push(record: ConversationRecord, activity: LoggedActivity): LoggedActivity {
  record.seq += 1;
  record.log.push({ seq: record.seq, activity });
  if (record.log.length > LOG_LIMIT) record.log.splice(0, record.log.length - LOG_LIMIT);
  return activity;
}
