import type { Activity } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import { isHoliday } from '../../../dialogs/domain/hours/holidays.js';
import { japanTime } from '../../../dialogs/domain/hours/japan-time.js';
import { isBusinessDay } from '../../../dialogs/domain/hours/phone-hours.js';
import type { Live } from '../../../dialogs/live.js';
import { QuestionWords } from '../../../dialogs/staff-question/words.js';
import type { Texts } from '../../../dialogs/texts.js';
import { Voice } from '../../../dialogs/voice.js';
import type { StaffDesk } from '../staff-desk.js';
import type { StaffSender } from '../staff-sender.js';
import type { StoredQuestion } from '../stored-question.js';
import { staffCard } from './staff-card.js';
import { channelsFor, type StaffChannel, type StaffChannels } from './staff-channels.js';
import { tellDigest, tellSelfCheck } from './staff-replies.js';

/** What the board stands on. */
export interface StaffBoardOptions {
  desk: StaffDesk;
  channels: StaffChannels;
  texts: Texts;
  live: () => Live;
  now: () => Date;
}

/** What the program posts to the staff's channels of its own accord: cards, the morning's digest, the self-check. */
export class StaffBoard {
  private sender: StaffSender | undefined;

  constructor(private readonly its: StaffBoardOptions) {}

  /** Gives the way into Teams; without one nothing is posted. */
  connect(sender: StaffSender | undefined): void {
    this.sender = sender;
  }

  /** Posts a question's card to the channels of its area, and brings those it has up to date. */
  async showCards(question: StoredQuestion): Promise<{ cards: Record<string, string>; problem?: string }> {
    const all = await this.its.channels.all();
    const chosen = new Set(channelsFor(question.area, all));
    const cards = { ...question.cards };
    const problems: string[] = [];
    for (const channel of all.filter((one) => chosen.has(one) || cards[one.id])) {
      try {
        cards[channel.id] = await this.showCard(channel, question);
      } catch (error) {
        problems.push(`${channel.id.slice(0, 20)}…: ${problemOf(error)}`);
      }
    }
    return { cards, problem: problems.length > 0 ? problems.join('; ') : undefined };
  }

  /** Once each business morning, when the desk opens: what nobody has taken, what is overdue, what did not arrive. */
  async sendDigests(): Promise<void> {
    const day = this.digestDay();
    if (!this.sender || !day) return;
    for (const channel of await this.its.channels.all()) {
      if (channel.digest === day || !(await this.its.channels.takeDigest(channel.id, day))) continue;
      const digest = tellDigest(this.words(channel.language), await this.its.desk.digest(), this.its.now(), false);
      try {
        if (digest) await this.sender.send(channel.reference, digest);
      } catch (error) {
        await this.its.channels.giveDigestBack(channel.id, day);
        throw error;
      }
    }
  }

  /** Posts to a channel and changes the post: whether it works, and what to do if not. */
  async selfCheck(channel: StaffChannel): Promise<Partial<Activity>> {
    const words = this.words(channel.language);
    const others = (await this.its.channels.all()).filter(({ id }) => id !== channel.id).length;
    const { untaken, undelivered } = await this.its.desk.digest();
    const problem = await this.tryPost(channel, words);
    const { areas } = channel;
    return tellSelfCheck(words, { problem, areas, others, untaken: untaken.length, undelivered: undelivered.length });
  }

  /** How to speak in a channel. */
  words(language: Language): QuestionWords {
    const { texts, live, now } = this.its;
    return new QuestionWords(texts, new Voice(texts, live().knowledge, language, now()));
  }

  /** The FAQ areas that there are. */
  areas(): string[] {
    return [...new Set(this.its.live().knowledge.entries.map(({ id }) => id.split('.')[0] ?? ''))];
  }

  private async showCard({ id, language, reference }: StaffChannel, question: StoredQuestion): Promise<string> {
    if (!this.sender) throw new Error('no way into Teams is set up');
    const words = this.words(language);
    const titleOf = (entry: string) => words.voice.ask(entry)?.title ?? entry;
    const card = staffCard(question, { words, areas: this.areas(), titleOf, now: this.its.now() });
    const summary = words.say('desk.summary', { number: question.number });
    const activity = { type: 'message', summary, attachments: [card] };
    const shown = question.cards[id];
    if (!shown) return (await this.sender.send(reference, activity)).id;
    try {
      await this.sender.update(reference, shown, activity);
      return shown;
    } catch (error) {
      // Somebody has deleted the card: the question gets a new one.
      if ((error as { status?: number }).status !== 404) throw error;
      return (await this.sender.send(reference, activity)).id;
    }
  }

  private async tryPost({ reference }: StaffChannel, words: QuestionWords): Promise<string | undefined> {
    if (!this.sender) return 'no way into Teams is set up';
    try {
      const { id } = await this.sender.send(reference, words.plain([words.say('desk.check-post')]));
      await this.sender.update(reference, id, words.plain([words.say('desk.check-updated')]));
      return undefined;
    } catch (error) {
      return problemOf(error);
    }
  }

  /** Today, if the desk is open today and has opened. */
  private digestDay(): string | undefined {
    const { hours } = this.its.live().knowledge.program;
    const { date, minutes } = japanTime(this.its.now());
    const [hour = 9, minute = 0] = (hours.open[0]?.from ?? '09:00').split(':').map(Number);
    return isBusinessDay(hours, isHoliday, date) && minutes >= hour * 60 + minute ? date : undefined;
  }
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : 'failed';
}
