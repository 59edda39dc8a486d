import type { LogChange } from '../../conversations/log.js';
import type { ChatRecord } from './chat-record.js';
import type { ChannelActivity } from './incoming-activity.js';
import type { Manner } from './manner.js';

/** The same button of the same message within this time is one press. */
const DOUBLE_PRESS_MS = 10_000;

/** Whether an activity repeats the press before it; remembers the press. `now` in milliseconds since the epoch. */
export function isDoublePress(record: ChatRecord, { value, replyToId, from }: ChannelActivity, now: number): boolean {
  if (value === undefined || value === null || !replyToId) return false;
  const key = `${from?.id} ${replyToId} ${JSON.stringify(value)}`.slice(0, 1000);
  const last = record.press;
  record.press = { key, at: now };
  return last?.key === key && now - last.at < DOUBLE_PRESS_MS;
}

/** Takes the buttons off the message that was answered by one of them. */
export function takeButtonsOff(record: ChatRecord, { value, replyToId }: ChannelActivity, manner: Manner): LogChange[] {
  const held = record.buttons.find(({ id }) => id === replyToId);
  if (!held || value === undefined || value === null) return [];
  record.buttons = record.buttons.filter((message) => message !== held);
  return [{ kind: 'update', activity: { ...manner.pressed(held.activity, value), id: held.id } }];
}
