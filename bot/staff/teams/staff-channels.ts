import type { ConversationReference } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import type { Person } from '../../../dialogs/domain/staff/question.js';
import { ConflictError, type RecordStore } from '../../storage/record-store.js';

/** A Teams channel in which the staff see and answer questions. */
export interface StaffChannel {
  /** The channel's id, without a thread. */
  id: string;
  /** The team it is in, as far as Teams has told. */
  team?: string;
  reference: Partial<ConversationReference>;
  /** FAQ areas whose questions come here; none for all that have no channel of their own. */
  areas: string[];
  language: Language;
  setBy: Person;
  at: string;
  /** The day of the newest digest, `yyyy-mm-dd` in Japan. */
  digest?: string;
  notice?: Notice;
}

/** The post that says what is wrong with the knowledge files. */
export interface Notice {
  /** Empty while it is on its way. */
  id: string;
  text: string;
  /** When it was begun, ISO 8601. */
  at: string;
}

/** The staff's channels in the record store, one record each. */
export class StaffChannels {
  constructor(private readonly store: RecordStore) {}

  async all(): Promise<StaffChannel[]> {
    const keys = await this.store.list('staff-channel');
    const found = await Promise.all(keys.map((key) => this.store.read<StaffChannel>(key)));
    return found.flatMap((held) => held?.value ?? []).sort((a, b) => a.at.localeCompare(b.at));
  }

  async get(id: string): Promise<StaffChannel | undefined> {
    return (await this.store.read<StaffChannel>(keyOf(id)))?.value;
  }

  async set(channel: StaffChannel): Promise<void> {
    await this.store.write(keyOf(channel.id), channel, 'any');
  }

  async remove(id: string): Promise<void> {
    await this.store.delete(keyOf(id));
  }

  /** Takes the day's digest of a channel upon itself; false when it was taken before, also by another process. */
  async takeDigest(id: string, day: string): Promise<boolean> {
    const held = await this.store.read<StaffChannel>(keyOf(id));
    if (!held || held.value.digest === day) return false;
    return this.change(id, { ...held.value, digest: day }, held.eTag);
  }

  /** Notes the notice of a channel, if it still is as it was; false when another process was first. */
  async takeNotice(id: string, before: Notice | undefined, notice: Notice | undefined): Promise<boolean> {
    const held = await this.store.read<StaffChannel>(keyOf(id));
    if (!held || JSON.stringify(held.value.notice) !== JSON.stringify(before)) return false;
    return this.change(id, { ...held.value, notice }, held.eTag);
  }

  /** The day's digest could not be sent: somebody else may try. */
  async giveDigestBack(id: string, day: string): Promise<void> {
    const held = await this.store.read<StaffChannel>(keyOf(id));
    if (held?.value.digest !== day) return;
    await this.store.write(keyOf(id), { ...held.value, digest: undefined }, { eTag: held.eTag });
  }

  private async change(id: string, channel: StaffChannel, eTag: string): Promise<boolean> {
    try {
      await this.store.write(keyOf(id), channel, { eTag });
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }
}

/** The channels that see questions of an area: those named for it, else those for everything, else all. */
export function channelsFor(area: string, channels: StaffChannel[]): StaffChannel[] {
  const named = channels.filter(({ areas }) => areas.includes(area));
  if (named.length > 0) return named;
  const general = channels.filter(({ areas }) => areas.length === 0);
  return general.length > 0 ? general : channels;
}

/** The id of the channel that a conversation id names, without the thread. */
export function channelIdOf(conversation: string): string {
  return conversation.replace(/;messageid=.*$/, '');
}

function keyOf(id: string): string {
  return `staff-channel/${id}`;
}
