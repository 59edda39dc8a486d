import type { Activity } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import { newState, STATE } from '../../../dialogs/state.js';
import type { ChannelAdapter } from '../../adapter.js';
import type { TurnQueue } from '../../conversations/local-conversations.js';
import type { LogChange } from '../../conversations/log.js';
import { copyJson } from '../../copy-json.js';
import type { TurnLogic } from '../../run-turn.js';
import { ConflictError, type RecordStore } from '../../storage/record-store.js';
import { arrivalOf } from './arrival.js';
import {
  type ChatRecord,
  conversationName,
  enqueue,
  keepReference,
  keyOf,
  newChatRecord,
  remember,
} from './chat-record.js';
import type { ChannelActivity } from './incoming-activity.js';
import type { Manner } from './manner.js';
import type { Outbox } from './outbox.js';
import { isDoublePress, takeButtonsOff } from './presses.js';
import { asJoining, replyTo } from './reply-to.js';

/**
 * Takes a message before the dialogs do, e.g. what staff say in their channel; undefined leaves it to them. May be called
 * again with the same activity id after a crash or a conflict.
 */
export type TakeFirst = (activity: ChannelActivity, language: Language) => Promise<Partial<Activity>[] | undefined>;

/** What turns of the Bot Framework's channels need. */
export interface TurnsOptions {
  store: RecordStore;
  queue: TurnQueue;
  outbox: Outbox;
  adapter: ChannelAdapter;
  logic: TurnLogic;
  languages: Language[];
  mannerOf: (channelId: string | undefined) => Manner;
  takeFirst?: TakeFirst;
  /** Told when the bot was taken out of a conversation: its references are worth nothing any more. */
  onParting?: (activity: ChannelActivity) => Promise<void>;
  /** The apology for a turn that failed; gets the id that the log line carries. */
  apology: (language: Language, id: string) => Partial<Activity>;
  newId: () => string;
  onError: (error: unknown, id: string) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const ATTEMPTS = 5;

/**
 * Runs turns of the Bot Framework's channels, those of one conversation strictly one after another. State and replies become
 * durable in one write; then `receive` resolves, and the replies are sent.
 */
export class Turns {
  constructor(private readonly its: TurnsOptions) {}

  /** Takes an activity that was checked; resolves when what follows from it is durable. Each delivery is taken once. */
  async receive(activity: ChannelActivity): Promise<void> {
    const arrival = arrivalOf(activity);
    if (arrival === 'nothing') return;
    const name = conversationName(activity);
    if (arrival === 'parting') return this.part(name, activity);
    await this.its.queue.run(name, () => this.attempt(name, activity, arrival, ATTEMPTS));
    this.its.outbox.flush(name);
  }

  private async part(name: string, activity: ChannelActivity): Promise<void> {
    await this.its.queue.run(name, () => this.its.store.delete(keyOf(name)));
    await this.its.onParting?.(activity);
  }

  private async attempt(
    name: string,
    activity: ChannelActivity,
    arrival: 'message' | 'meeting',
    left: number,
  ): Promise<void> {
    const held = await this.its.store.read<ChatRecord>(keyOf(name));
    const record = held?.value ?? newChatRecord();
    if (this.isDone(record, activity, arrival)) return;
    remember(record, activity.id);
    keepReference(record, activity);
    await this.takeTurn(record, activity, arrival);
    await this.its.outbox.mark(name);
    try {
      await this.its.store.write(keyOf(name), record, held ? { eTag: held.eTag } : 'absent');
    } catch (error) {
      if (!(error instanceof ConflictError) || left <= 1) throw error;
      await this.attempt(name, activity, arrival, left - 1);
    }
  }

  /** Deliveries taken before, and greetings of those who have met. */
  private isDone(record: ChatRecord, activity: ChannelActivity, arrival: 'message' | 'meeting'): boolean {
    if (activity.id && record.taken.includes(activity.id)) return true;
    return arrival === 'meeting' && (record.met || this.refusalOf(record, activity) !== undefined);
  }

  private async takeTurn(record: ChatRecord, activity: ChannelActivity, arrival: 'message' | 'meeting'): Promise<void> {
    const manner = this.its.mannerOf(activity.channelId);
    const refusal = this.refusalOf(record, activity);
    if (refusal) return enqueue(record, [replyTo(activity, refusal)]);
    const heard = arrival === 'meeting' ? asJoining(activity) : manner.heard(activity);
    if (isDoublePress(record, heard, this.its.now())) return;
    record.met = true;
    enqueue(record, takeButtonsOff(record, heard, manner));
    const changes = await this.run(record, heard);
    enqueue(
      record,
      changes.map((change) => shownBy(manner, change)),
    );
  }

  private async run(record: ChatRecord, activity: ChannelActivity): Promise<LogChange[]> {
    const { adapter, logic, takeFirst } = this.its;
    const state = copyJson(record.state) ?? newState(this.languageOf(record, activity));
    try {
      const first = activity.type === 'message' ? await takeFirst?.(activity, state.language) : undefined;
      if (first) return first.map((one) => replyTo(activity, one));
      const changes = await adapter.runLocalTurn(activity, (context) => context.turnState.set(STATE, state), logic);
      record.state = state;
      return changes;
    } catch (error) {
      const id = this.its.newId().slice(0, 8);
      this.its.onError(error, id);
      return [replyTo(activity, this.its.apology(state.language, id))];
    }
  }

  private refusalOf(record: ChatRecord, activity: ChannelActivity): Partial<Activity> | undefined {
    return this.its.mannerOf(activity.channelId).refusal(activity, this.languageOf(record, activity));
  }

  private languageOf({ state }: ChatRecord, { locale }: ChannelActivity): Language {
    const { languages } = this.its;
    const tag = (locale ?? '').toLowerCase();
    return state?.language ?? languages.find((language) => tag.startsWith(language)) ?? languages[0] ?? '';
  }
}

function shownBy(manner: Manner, change: LogChange): LogChange {
  if (change.kind === 'append') return { kind: 'append', activity: manner.shown(change.activity) };
  if (change.kind === 'update')
    return { kind: 'update', activity: { ...manner.shown(change.activity), id: change.activity.id } };
  return change;
}
