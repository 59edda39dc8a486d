import type { ChannelActivity } from './incoming-activity.js';

/** What an activity means for the conversation as a whole. */
export type Arrival =
  /** Somebody says or presses something. */
  | 'message'
  /** The bot and a person have come together. */
  | 'meeting'
  /** The bot was taken out of the conversation. */
  | 'parting'
  /** Nothing to do: edits, deletions, reactions, typing, renamed channels, other members coming and going … */
  | 'nothing';

/**
 * What an activity means. Teams tells of an installation twice (installationUpdate, conversationUpdate), in any order; in a
 * team or group only the bot's own coming and going counts, not that of other members.
 */
export function arrivalOf(activity: ChannelActivity): Arrival {
  const { type, action } = activity;
  if (type === 'message') return 'message';
  if (type === 'installationUpdate') return installation(action);
  return type === 'conversationUpdate' ? membership(activity) : 'nothing';
}

function installation(action: string | undefined): Arrival {
  if (action === 'remove' || action === 'remove-upgrade') return 'parting';
  return action === 'add' || action === 'add-upgrade' ? 'meeting' : 'nothing';
}

function membership({ membersAdded, membersRemoved, recipient, conversation }: ChannelActivity): Arrival {
  const isBot = ({ id }: { id: string }) => id === recipient?.id;
  const several = conversation.conversationType === 'channel' || conversation.conversationType === 'groupChat';
  if (membersRemoved?.some(isBot)) return 'parting';
  const met = several ? membersAdded?.some(isBot) : membersAdded?.length;
  return met ? 'meeting' : 'nothing';
}
