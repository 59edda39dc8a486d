import type { Activity } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import type { Person } from '../../../dialogs/domain/staff/question.js';
import type { QuestionWords } from '../../../dialogs/staff-question/words.js';
import type { Texts } from '../../../dialogs/texts.js';
import type { DeskResult, StaffDesk } from '../staff-desk.js';
import { type StaffAccess, staffIn } from './staff-access.js';
import type { StaffBoard } from './staff-board.js';
import { channelIdOf, type StaffChannel, type StaffChannels } from './staff-channels.js';
import { readStaffCommand, type StaffCommand } from './staff-command.js';
import { type StaffPress, staffPress } from './staff-press.js';
import { tellDigest, tellOutcome } from './staff-replies.js';

/** What the staff's side of Teams stands on. */
export interface TeamsDeskOptions {
  desk: StaffDesk;
  board: StaffBoard;
  channels: StaffChannels;
  texts: Texts;
  now: () => Date;
  /** Asked anew each time: whoever is taken off the list can do nothing from then on. */
  access: () => StaffAccess;
}

/** What the staff say and press in Teams. */
export class TeamsDesk {
  constructor(private readonly its: TeamsDeskOptions) {}

  /**
   * Takes what staff say and press, before the dialogs do, and gives the replies; undefined leaves it to them. The same
   * activity may come again: what it does is refused the second time, or changes nothing.
   */
  async takeFirst(activity: Partial<Activity>, language: Language): Promise<Partial<Activity>[] | undefined> {
    if (activity.channelId !== 'msteams') return undefined;
    const pressed = isPress(activity.value);
    const command = pressed ? undefined : readStaffCommand(activity.text ?? '', this.its.texts);
    if (!pressed && !command) return undefined;
    const channel = await this.its.channels.get(channelIdOf(activity.conversation?.id ?? ''));
    const words = this.its.board.words(channel?.language ?? language);
    const by = staffIn(activity, this.its.access());
    if (!by) return [say(words, 'desk.not-allowed')];
    if (command) return this.obey(command, activity, by, channel, words);
    if (!channel) return [say(words, 'desk.not-here')];
    const press = staffPress.safeParse(activity.value);
    return press.success ? this.press(press.data, by, words) : [say(words, 'desk.old-card')];
  }

  /** Forgets the channels of a team that the bot was taken out of. */
  async part(activity: Partial<Activity>): Promise<void> {
    const team: unknown = activity.channelData?.team?.id;
    const id = channelIdOf(activity.conversation?.id ?? '');
    for (const channel of await this.its.channels.all()) {
      if (channel.id === id || (team && channel.team === team)) await this.its.channels.remove(channel.id);
    }
  }

  private async press(press: StaffPress, by: Person, words: QuestionWords): Promise<Partial<Activity>[]> {
    const result = await this.actOn(press, by);
    // Whoever pressed an old card sees it as it is now.
    if (result.kind === 'refused') await this.its.desk.refresh(press.number);
    return tellOutcome(words, press, result);
  }

  private async actOn(press: StaffPress, by: Person): Promise<DeskResult> {
    const { desk, board } = this.its;
    switch (press.staff) {
      case 'answer':
        return desk.answer({ ...press, by, text: press.answer });
      case 'pass':
        return board.areas().includes(press.area) ? desk.pass({ ...press, by }) : { kind: 'unknown' };
      case 'close':
        return desk.close({ ...press, by });
      default:
        return desk[press.staff]({ number: press.number, by });
    }
  }

  private async obey(
    command: StaffCommand,
    activity: Partial<Activity>,
    by: Person,
    channel: StaffChannel | undefined,
    words: QuestionWords,
  ): Promise<Partial<Activity>[]> {
    if (command.name === 'on') return this.begin(command.areas, activity, by, words);
    if (!channel) return [say(words, 'desk.not-here')];
    if (command.name === 'check') return [await this.its.board.selfCheck(channel)];
    if (command.name === 'digest') {
      return [tellDigest(words, await this.its.desk.digest(), this.its.now(), true) ?? say(words, 'desk.digest-none')];
    }
    await this.its.channels.remove(channel.id);
    return [say(words, 'desk.channel-off')];
  }

  /** Makes the channel a channel of the staff, and says at once whether it can be posted to. */
  private async begin(areas: string[], activity: Partial<Activity>, by: Person, words: QuestionWords) {
    const { conversation } = activity;
    if (conversation?.conversationType !== 'channel') return [say(words, 'desk.only-channels')];
    const known = this.its.board.areas();
    const unknown = areas.filter((area) => !known.includes(area));
    if (unknown.length > 0) {
      return [say(words, 'desk.unknown-area', { unknown: unknown.join(', '), known: known.join(', ') })];
    }
    const channel = channelOf(activity, {
      areas,
      language: words.voice.language,
      setBy: by,
      at: this.its.now().toISOString(),
    });
    await this.its.channels.set(channel);
    return [say(words, 'desk.channel-on'), await this.its.board.selfCheck(channel)];
  }
}

/** The channel that an activity came from; what is posted to its reference begins a thread of its own. */
function channelOf(
  { serviceUrl, channelId, recipient, conversation, channelData }: Partial<Activity>,
  set: Pick<StaffChannel, 'areas' | 'language' | 'setBy' | 'at'>,
): StaffChannel {
  const id = channelIdOf(conversation?.id ?? '');
  const reference = { serviceUrl, channelId, bot: recipient, conversation: { ...conversation!, id } };
  return { id, team: channelData?.team?.id, reference, ...set };
}

function isPress(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'staff' in value;
}

function say(words: QuestionWords, key: string, parameters: Record<string, string> = {}): Partial<Activity> {
  return words.plain([words.say(key, parameters)]);
}
