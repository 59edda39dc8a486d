import type { Activity } from 'botbuilder-core';
import { z } from 'zod';
import { Refusal } from '../../http/reply.js';

/** An activity as a Bot Framework channel sends it, with what every turn needs. */
export type ChannelActivity = Activity & { serviceUrl: string; channelId: string };

const account = z.looseObject({ id: z.string().min(1).max(300) });

/** What must be there in form; everything else is passed on as it came. */
const shape = z.looseObject({
  type: z.string().min(1).max(50),
  id: z.string().min(1).max(300).optional(),
  channelId: z.string().regex(/^[a-z0-9-]{1,40}$/i),
  serviceUrl: z.string().min(1).max(500),
  conversation: z.looseObject({
    // Together with the channel it must fit into a storage key, and into a database's text.
    id: z
      .string()
      .max(300)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u),
    conversationType: z.string().max(50).optional(),
    tenantId: z.string().max(100).optional(),
  }),
  from: account.optional(),
  recipient: account.optional(),
  text: z.string().nullish(),
  name: z.string().max(200).nullish(),
  locale: z.string().nullish(),
  replyToId: z.string().max(300).nullish(),
  entities: z.array(z.looseObject({})).nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  channelData: z.looseObject({}).nullish(),
});

/** Takes a request's body as an activity. Refuses what has not its form (400). */
export function incomingActivity(body: unknown): ChannelActivity {
  const result = shape.safeParse(body);
  if (!result.success) throw new Refusal(400, 'BadSyntax', 'The body is not an activity.');
  return result.data as unknown as ChannelActivity;
}
