import type { ChannelActivity } from '../bot-framework/incoming-activity.js';

/** Longest text that is looked at, in UTF-16 units; more than any message that is answered. */
const LONGEST = 8_000;

const TAG = /<at\b[^<>]*>([^<>]*)<\/at>/gi;

/**
 * What a person typed, without the mentions of the bot; other people's names stay. Teams marks mentions as `<at>…</at>`, says
 * in the entities whom they mean, and writes special characters as in HTML. Without entities every mention counts as the bot's.
 */
export function typedText({
  text,
  entities,
  recipient,
}: Pick<ChannelActivity, 'text' | 'entities' | 'recipient'>): string {
  const mentions = (entities ?? []).filter(({ type }) => type === 'mention') as Mention[];
  const others = mentions.filter(({ mentioned }) => mentioned?.id !== recipient?.id).map((mention) => mention.text);
  return decoded(
    (text ?? '').slice(0, LONGEST).replace(TAG, (tag: string, name: string) => (others.includes(tag) ? name : ' ')),
  ).trim();
}

/** Whether a message mentions the bot. */
export function mentionsBot({ text }: Pick<ChannelActivity, 'text'>): boolean {
  return (text ?? '').slice(0, LONGEST).search(TAG) >= 0;
}

interface Mention {
  type: string;
  text?: string;
  mentioned?: { id?: string };
}

const CHARACTERS: Record<string, string> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

function decoded(text: string): string {
  return text.replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (_entity, name: string) => CHARACTERS[name] ?? '');
}

/** Text as Teams' messages can show it: headings become bold lines, for Teams knows none. */
export function shownText(text: string): string {
  return text.replace(/^ {0,3}#{1,6}[ \t]+(\S.*)$/gm, '**$1**');
}
