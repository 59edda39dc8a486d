import { z } from 'zod';
import type { IncomingActivity } from '../../conversations/conversation.js';
import { Refusal } from '../../http/reply.js';

/** The languages that a client may ask for. */
export type Locale = 'ja' | 'en';

// A conversation's record holds what was said, and is written whole: neither may grow with what a client makes up. Longer
// texts than the bot reads are kept as far as it needs to see that; no button or form of ours sends as much.
const LONGEST_TEXT = 8_000;
const LARGEST_VALUE = 16_000;

const sent = z.object({
  type: z.enum(['message', 'event', 'typing']),
  id: z.string().max(100).optional(),
  text: z
    .string()
    .transform((text) => text.slice(0, LONGEST_TEXT).toWellFormed())
    .optional(),
  name: z.string().max(100).optional(),
  value: z
    .unknown()
    .refine((value) => (JSON.stringify(value)?.length ?? 0) <= LARGEST_VALUE)
    .optional(),
  locale: z.unknown().optional(),
  channelData: z.unknown().optional(),
});

const marks = z.object({
  clientActivityID: z.string().max(100).optional().catch(undefined),
  postBack: z.boolean().optional().catch(undefined),
  messageBack: z
    .object({ displayText: z.string().max(200) })
    .optional()
    .catch(undefined),
});

/**
 * What a client's activity is taken as: only its own words, marks and value; who speaks, and where, is never believed but
 * stamped by `user`. Attachments, entities and everything else are left behind. Refuses what is no activity of a client (400).
 */
export function incomingActivity(body: unknown, userId: string): IncomingActivity {
  const result = sent.safeParse(body);
  if (!result.success) throw new Refusal(400, 'BadArgument', 'Send an activity of type message, event or typing.');
  const { channelData, locale, ...own } = result.data;
  const activity = {
    ...own,
    ...(own.text === undefined ? {} : { textFormat: 'plain' }),
    locale: activityLocale(locale),
    channelData: marks.safeParse(channelData).data ?? {},
    channelId: 'directline',
    from: { id: userId, name: '', role: 'user' },
  };
  return activity as IncomingActivity;
}

/** The allowed language that a tag such as `en-US` asks for; Japanese for anything else. */
export function allowedLocale(tag: unknown): Locale {
  return typeof tag === 'string' && /^en(-[a-z]{2})?$/i.test(tag) ? 'en' : 'ja';
}

function activityLocale(tag: unknown): string | undefined {
  return tag === undefined ? undefined : { ja: 'ja-JP', en: 'en-US' }[allowedLocale(tag)];
}
