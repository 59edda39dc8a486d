import type { Activity } from 'botbuilder-core';
import { type Finding, formatFinding } from '../../../dialogs/domain/content/finding.js';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import type { QuestionWords } from '../../../dialogs/staff-question/words.js';
import { KeyedQueue } from '../../keyed-queue.js';
import type { StaffSender } from '../staff-sender.js';
import { channelsFor, type Notice, type StaffChannel, type StaffChannels } from './staff-channels.js';

/** What the notice stands on. */
export interface FindingsNoticeOptions {
  channels: StaffChannels;
  words: (language: Language) => QuestionWords;
  /** The way into Teams; undefined where there is none. */
  sender: () => StaffSender | undefined;
  now: () => Date;
  /** Told when a channel could not be reached. */
  onError: (error: unknown) => void;
}

/** Findings shown in full; the rest is counted. */
const SHOWN = 10;
const ON_ITS_WAY_MS = 60_000;

/**
 * One post in each of the staff's general channels that says what is wrong with the knowledge files. It is written anew when
 * that changes, and says so when all is right again: saves may come every few seconds, posts must not.
 */
export class FindingsNotice {
  private readonly queue = new KeyedQueue();

  constructor(private readonly its: FindingsNoticeOptions) {}

  /** Brings the posts in step with what is wrong now; nothing when the files serve. Never rejects. */
  tell(findings: readonly Finding[]): Promise<void> {
    return this.queue.run('notice', () => this.tellAll(findings)).catch(this.its.onError);
  }

  private async tellAll(findings: readonly Finding[]): Promise<void> {
    if (!this.its.sender()) return;
    for (const channel of channelsFor('', await this.its.channels.all())) {
      await this.tellChannel(channel, findings).catch(this.its.onError);
    }
  }

  private async tellChannel(channel: StaffChannel, findings: readonly Finding[]): Promise<void> {
    const { channels, words } = this.its;
    const before = channel.notice;
    if (findings.length === 0 && !before) return;
    const message = tellFindings(words(channel.language), findings);
    const text = message.text ?? '';
    if (text === before?.text && !this.isLost(before)) return;
    const post = { id: '', text, at: this.its.now().toISOString() };
    // Noted first: another process of the same store then says nothing.
    if (!(await channels.takeNotice(channel.id, before, post))) return;
    try {
      const id = await this.post(channel, before?.id, message);
      await channels.takeNotice(channel.id, post, findings.length > 0 ? { ...post, id } : undefined);
    } catch (error) {
      await channels.takeNotice(channel.id, post, before);
      throw error;
    }
  }

  /** Whether the process that was about to post has died over it. */
  private isLost({ id, at }: Notice): boolean {
    return !id && this.its.now().getTime() - Date.parse(at) > ON_ITS_WAY_MS;
  }

  private async post({ reference }: StaffChannel, id: string | undefined, message: Partial<Activity>): Promise<string> {
    const sender = this.its.sender()!;
    if (!id) return (await sender.send(reference, message)).id;
    try {
      await sender.update(reference, id, message);
      return id;
    } catch (error) {
      // Somebody has deleted the post: there will be a new one.
      if ((error as { status?: number }).status !== 404) throw error;
      return (await sender.send(reference, message)).id;
    }
  }
}

function tellFindings(words: QuestionWords, findings: readonly Finding[]): Partial<Activity> {
  if (findings.length === 0) return words.plain([words.say('desk.findings-none')]);
  const rest = findings.length - SHOWN;
  return words.plain([
    words.say('desk.findings', { count: findings.length }),
    ...findings.slice(0, SHOWN).map(formatFinding),
    rest > 0 ? words.say('desk.findings-more', { count: rest }) : undefined,
  ]);
}
