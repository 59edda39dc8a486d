import type { Activity } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import { isHoliday } from '../../../dialogs/domain/hours/holidays.js';
import { japanTime } from '../../../dialogs/domain/hours/japan-time.js';
import { isBusinessDay } from '../../../dialogs/domain/hours/phone-hours.js';
import type { Person } from '../../../dialogs/domain/staff/question.js';
import type { Live } from '../../../dialogs/live.js';
import { QuestionWords } from '../../../dialogs/staff-question/words.js';
import type { Texts } from '../../../dialogs/texts.js';
import { Voice } from '../../../dialogs/voice.js';
import type { QuestionRecords } from '../question-records.js';
import type { DeskResult, StaffDesk } from '../staff-desk.js';
import type { StaffSender } from '../staff-sender.js';
import type { StoredQuestion } from '../stored-question.js';
import { staffCard } from './staff-card.js';
import { channelIdOf, channelsFor, type StaffChannel, StaffChannels } from './staff-channels.js';
import { readStaffCommand, type StaffCommand } from './staff-command.js';
import { type StaffPress, staffPress } from './staff-press.js';
import { tellDigest, tellOutcome, tellSelfCheck } from './staff-replies.js';

/** Whose presses and commands count: Entra tenant ids, and object ids of people; empty lists mean nobody. */
export interface StaffAccess {
  tenants: readonly string[];
  people: readonly string[];
}

/** What the staff's channels stand on. */
export interface TeamsDeskOptions {
  desk: StaffDesk;
  records: QuestionRecords;
  texts: Texts;
  live: () => Live;
  now: () => Date;
  access: () => StaffAccess;
}

/** An activity as the staff's side needs it. */
export type StaffActivity = Partial<Activity>;

/** The staff's channels in Teams: cards that show each question and change in place, presses, commands, the digest. */
export class TeamsDesk {
  private readonly channels;
  private sender: StaffSender | undefined;

  constructor(private readonly its: TeamsDeskOptions) {
    this.channels = new StaffChannels(its.records.store);
  }

  /** Gives the way into Teams; without one no cards are shown. */
  connect(sender: StaffSender | undefined): void {
    this.sender = sender;
  }

  /** Takes what staff say and press, before the dialogs do; undefined leaves it to them. The same activity may come again. */
  async takeFirst(activity: StaffActivity, language: Language): Promise<Partial<Activity>[] | undefined> {
    if (activity.channelId !== 'msteams') return undefined;
    const press = staffPress.safeParse(activity.value);
    const isCard = typeof activity.value === 'object' && activity.value !== null && 'staff' in activity.value;
    const command = isCard ? undefined : readStaffCommand(activity.text ?? '', this.its.texts);
    if (!isCard && !command) return undefined;
    const channel = await this.channels.get(channelIdOf(activity.conversation?.id ?? ''));
    const words = this.words(channel?.language ?? language);
    const by = this.staffIn(activity);
    if (!by) return [message(words, 'desk.not-allowed')];
    if (command) return this.obey(command, activity, by, channel, words);
    if (!channel) return [message(words, 'desk.not-here')];
    return press.success ? this.press(press.data, by, words) : [message(words, 'desk.old-card')];
  }

  /** Forgets the channels of a team that the bot was taken out of. */
  async part(activity: StaffActivity): Promise<void> {
    const team: unknown = activity.channelData?.team?.id;
    const id = channelIdOf(activity.conversation?.id ?? '');
    for (const channel of await this.channels.all()) {
      if (channel.id === id || (team !== undefined && channel.team === team)) await this.channels.remove(channel.id);
    }
  }

  /** Posts a question's card to the channels of its area, and brings those it has up to date. */
  async showCards(question: StoredQuestion): Promise<{ cards: Record<string, string>; problem?: string }> {
    const all = await this.channels.all();
    const chosen = new Set(channelsFor(question.area, all));
    const cards = { ...question.cards };
    const problems: string[] = [];
    for (const channel of all.filter((one) => chosen.has(one) || cards[one.id])) {
      try {
        cards[channel.id] = await this.showCard(channel, question);
      } catch (error) {
        problems.push(`${channel.id.slice(0, 20)}…: ${error instanceof Error ? error.message : 'failed'}`);
      }
    }
    return { cards, problem: problems.length > 0 ? problems.join('; ') : undefined };
  }

  /** Once each business morning, when the desk opens: what nobody has taken, what is overdue, what did not arrive. */
  async sendDigests(): Promise<void> {
    const { hours } = this.its.live().knowledge.program;
    const { date, minutes } = japanTime(this.its.now());
    const opens = hours.open[0]?.from ?? '09:00';
    const [hour = 9, minute = 0] = opens.split(':').map(Number);
    if (!this.sender || !isBusinessDay(hours, isHoliday, date) || minutes < hour * 60 + minute) return;
    for (const channel of await this.channels.all()) {
      if (channel.digest === date || !(await this.channels.takeDigest(channel.id, date))) continue;
      const digest = tellDigest(this.words(channel.language), await this.its.desk.digest(), this.its.now(), false);
      if (digest) await this.sender.send(channel.reference, digest);
    }
  }

  private async showCard({ id, language, reference }: StaffChannel, question: StoredQuestion): Promise<string> {
    if (!this.sender) throw new Error('no sender');
    const { entries } = this.its.live().knowledge;
    const words = this.words(language);
    const attachment = staffCard(question, {
      words,
      areas: [...new Set(entries.map((entry) => entry.id.split('.')[0] ?? ''))],
      titleOf: (entry) => words.voice.ask(entry)?.title ?? entry,
      now: this.its.now(),
    });
    const activity = {
      type: 'message',
      summary: words.say('desk.summary', { number: question.number }),
      attachments: [attachment],
    };
    const card = question.cards[id];
    if (!card) return (await this.sender.send(reference, activity)).id;
    await this.sender.update(reference, card, activity);
    return card;
  }

  private async press(press: StaffPress, by: Person, words: QuestionWords): Promise<Partial<Activity>[]> {
    const result = await this.actOn(press, by);
    // Whoever pressed an old card sees it as it is now.
    if (result.kind === 'refused') await this.its.desk.refresh(press.number);
    return tellOutcome(words, press, result);
  }

  private actOn(press: StaffPress, by: Person): Promise<DeskResult> {
    const { desk } = this.its;
    switch (press.staff) {
      case 'answer':
        return desk.answer({ ...press, by, text: press.answer });
      case 'pass':
        return desk.pass({ ...press, by });
      case 'close':
        return desk.close({ ...press, by });
      default:
        return desk[press.staff]({ number: press.number, by });
    }
  }

  private async obey(
    command: StaffCommand,
    activity: StaffActivity,
    by: Person,
    channel: StaffChannel | undefined,
    words: QuestionWords,
  ): Promise<Partial<Activity>[]> {
    if (command.name === 'on') return this.begin(command.areas, activity, by, words);
    if (!channel) return [message(words, 'desk.not-here')];
    if (command.name === 'digest') {
      return [
        tellDigest(words, await this.its.desk.digest(), this.its.now(), true) ?? message(words, 'desk.digest-none'),
      ];
    }
    if (command.name === 'check') return [await this.selfCheck(channel, words)];
    await this.channels.remove(channel.id);
    return [message(words, 'desk.channel-off')];
  }

  /** Makes the channel a channel of the staff, and says at once whether it can be posted to. */
  private async begin(areas: string[], activity: StaffActivity, by: Person, words: QuestionWords) {
    if (activity.conversation?.conversationType !== 'channel') return [message(words, 'desk.only-channels')];
    const known = new Set(this.its.live().knowledge.entries.map(({ id }) => id.split('.')[0]));
    const unknown = areas.filter((area) => !known.has(area));
    if (unknown.length > 0) {
      const parameters = { unknown: unknown.join(', '), known: [...known].join(', ') };
      return [message(words, 'desk.unknown-area', parameters)];
    }
    const id = channelIdOf(activity.conversation.id);
    const { serviceUrl, conversation, recipient: bot, channelId } = activity;
    const reference = { serviceUrl, channelId, bot, conversation: { ...conversation, id } };
    const team: string | undefined = activity.channelData?.team?.id;
    const channel = {
      id,
      team,
      reference,
      areas,
      language: words.voice.language,
      setBy: by,
      at: this.its.now().toISOString(),
    };
    await this.channels.set(channel);
    return [message(words, 'desk.channel-on'), await this.selfCheck(channel, words)];
  }

  private async selfCheck(channel: StaffChannel, words: QuestionWords): Promise<Partial<Activity>> {
    const others = (await this.channels.all()).filter(({ id }) => id !== channel.id).length;
    const { untaken, undelivered } = await this.its.desk.digest();
    let problem: string | undefined = this.sender ? undefined : 'no sender';
    try {
      const { id } = (await this.sender?.send(channel.reference, message(words, 'desk.check-post'))) ?? {};
      if (id) await this.sender?.update(channel.reference, id, message(words, 'desk.check-updated'));
    } catch (error) {
      problem = error instanceof Error ? error.message : 'failed';
    }
    const { areas } = channel;
    return tellSelfCheck(words, { problem, areas, others, untaken: untaken.length, undelivered: undelivered.length });
  }

  /** Who speaks, if it is somebody of the staff: known by the directory's ids of the checked activity, never by name. */
  private staffIn({ from, conversation, channelData }: StaffActivity): Person | undefined {
    const { tenants, people } = this.its.access();
    const tenant: unknown = channelData?.tenant?.id ?? conversation?.tenantId;
    const person = from?.aadObjectId;
    const isIn = (list: readonly string[], id: unknown) =>
      typeof id === 'string' && id !== '' && list.some((one) => one.toLowerCase() === id.toLowerCase());
    if (!isIn(tenants, tenant) || !isIn(people, person)) return undefined;
    return { id: `${tenant}:${person}`, name: (from?.name ?? '').replace(/[\p{C}]+/gu, ' ').slice(0, 80) };
  }

  private words(language: Language): QuestionWords {
    return new QuestionWords(
      this.its.texts,
      new Voice(this.its.texts, this.its.live().knowledge, language, this.its.now()),
    );
  }
}

function message(words: QuestionWords, key: string, parameters: Record<string, string> = {}): Partial<Activity> {
  return words.plain([words.say(key, parameters)]);
}
