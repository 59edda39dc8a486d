import type { Activity } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import type { ChannelActivity } from './incoming-activity.js';

/** How a channel differs: what its activities mean to the dialogs, and how their replies look there. */
export interface Manner {
  /** The activity as the dialogs read it. */
  heard(activity: ChannelActivity): ChannelActivity;
  /** A reply as the channel shows it. */
  shown(reply: Partial<Activity>): Partial<Activity>;
  /** Whether a message that was sent has buttons which go when one is pressed. */
  hasButtons(sent: Partial<Activity>): boolean;
  /** What takes the place of a message after one of its buttons was pressed. */
  pressed(sent: Partial<Activity>, value: unknown): Partial<Activity>;
  /** What to say to somebody whom the bot does not serve here; undefined for everybody else. */
  refusal(activity: ChannelActivity, language: Language): Partial<Activity> | undefined;
}

/** A channel that needs nothing of its own. */
export const PLAIN_MANNER: Manner = {
  heard: (activity) => activity,
  shown: (reply) => reply,
  hasButtons: () => false,
  pressed: (sent) => sent,
  refusal: () => undefined,
};
