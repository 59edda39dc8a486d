import type { Activity, ConversationReference } from 'botbuilder-core';
import type { ChatState } from '../../../dialogs/state.js';
import type { LogChange } from '../../conversations/log.js';
import type { ChannelActivity } from './incoming-activity.js';

/** Something to send, and its place in the order. */
export interface Outgoing {
  number: number;
  change: LogChange;
}

/**
 * All that is kept of a conversation on a Bot Framework channel: no log of what was said. Replies stand here only until the
 * channel has them.
 */
export interface ChatRecord {
  state?: ChatState;
  /** The way back into the conversation. */
  reference: Partial<ConversationReference>;
  /** Ids of the newest activities taken, to take each delivery once. */
  taken: string[];
  /** Whether the bot has introduced itself or has been spoken to. */
  met: boolean;
  outbox: Outgoing[];
  /** Number of the newest message that was put into the outbox. */
  sent: number;
  /** Messages with buttons that nobody has pressed yet. */
  buttons: { id: string; activity: Partial<Activity> }[];
  /** The newest press of a button, to take a double press once. */
  press?: { key: string; at: number };
}

const REMEMBERED = 50;
const REMEMBERED_BUTTONS = 3;

/** A conversation that nothing is known of yet. */
export function newChatRecord(): ChatRecord {
  return { reference: {}, taken: [], met: false, outbox: [], sent: 0, buttons: [] };
}

/** The name of a conversation over all channels: `msteams:a:1x…`. */
export function conversationName({ channelId, conversation }: ChannelActivity): string {
  return `${channelId}:${conversation.id}`;
}

/** Where the record of a conversation is stored. */
export function keyOf(name: string): string {
  return `conversation/${name}`;
}

/** Where it is noted that a conversation has replies to send, so that a restart finds it. */
export function markOf(name: string): string {
  return `unsent/${name}`;
}

/** Remembers that a delivery was taken. */
export function remember(record: ChatRecord, id: string | undefined): void {
  if (id) record.taken = [...record.taken, id].slice(-REMEMBERED);
}

/** Puts changes into the outbox, after what stands there. */
export function enqueue(record: ChatRecord, changes: LogChange[]): void {
  for (const change of changes) {
    record.sent += 1;
    record.outbox.push({ number: record.sent, change });
  }
}

/** Takes out what the channel has now; a message with buttons is remembered by the id that it got. */
export function settle(record: ChatRecord, item: Outgoing, id: string | undefined, hasButtons: boolean): void {
  record.outbox = record.outbox.filter(({ number }) => number !== item.number);
  if (!id || !hasButtons || item.change.kind !== 'append') return;
  record.buttons = [...record.buttons, { id, activity: item.change.activity }].slice(-REMEMBERED_BUTTONS);
}

/** Keeps the newest way back. */
export function keepReference(record: ChatRecord, activity: ChannelActivity): void {
  const { channelId, serviceUrl, conversation, recipient, from, locale } = activity;
  record.reference = { channelId, serviceUrl, conversation, bot: recipient, user: from, locale };
}
