import type { Activity } from 'botbuilder-core';

/** An activity in a conversation's log, with its place. */
export type LoggedActivity = Partial<Activity> & { id: string; type: string; timestamp: string };

/** One row of the log. Sequence numbers rise; an update takes a new number and its old row goes. */
export interface LogRow {
  seq: number;
  activity: LoggedActivity;
}

/** Everything stored about one conversation, in one record: so a turn is one durable write. */
export interface ConversationRecord {
  id: string;
  channelId: string;
  user: { id: string; name?: string };
  locale: string;
  createdAt: string;
  /** Sequence number of the newest log row. */
  seq: number;
  log: LogRow[];
  /** Client ids of the newest accepted activities, to take each delivery once. */
  accepted: { clientId: string; id: string }[];
  /** The bot's own state (dialog stack, quiz answers, language …). */
  state: Record<string, unknown>;
}

/** What is sent by a client: a message, event or typing, already checked and stamped by the channel. */
export type IncomingActivity = Partial<Activity> & { type: 'message' | 'event' | 'typing' };

/** The conversations of the channels that this process serves itself (web page, console). */
export interface Conversations {
  /** Opens a conversation and runs its greeting turn; resolves when both are durable. */
  open(options: { channelId: string; userId: string; locale: string }): Promise<ConversationRecord>;
  /** The record, or undefined when it never existed, was deleted or has expired. */
  get(id: string): Promise<ConversationRecord | undefined>;
  /**
   * Runs the turn of an activity, strictly after all turns of the conversation accepted before it. The activity, the replies
   * and the new state become durable in one write; then the promise resolves with the activity's id. So a turn is acknowledged
   * whole or not at all. The same client id (`channelData.clientActivityID`, else `id`) twice is taken once.
   * Undefined when there is no such conversation.
   */
  receive(id: string, activity: IncomingActivity): Promise<{ id: string } | undefined>;
  /** Appends an activity of the bot's own accord (e.g. an answer of the staff); one with an id is taken once. False when there is no such conversation. */
  post(id: string, activity: Partial<Activity>): Promise<boolean>;
  /** Calls back after the log of the conversation has grown or the conversation was deleted; returns the unsubscriber. */
  subscribe(id: string, listener: (event: 'grown' | 'deleted') => void): () => void;
  /** Removes the conversation with everything in it. */
  delete(id: string): Promise<void>;
  /** Removes the conversation if nobody has ever spoken in it; says whether it has. */
  discardUnspoken(id: string): Promise<boolean>;
}
