import { TurnContext } from 'botbuilder-core';
import type { Asker } from '../domain/staff/question.js';
import type { Turn } from '../turn.js';

/** How channels that the process serves itself mark their turns. */
const LOCAL = 'urn:local';

/** Who asks in this turn, and where the answer will go. In Teams a person is known by the directory's id. */
export function askerIn({ context }: Turn): Asker {
  const { activity } = context;
  const { channelId: channel = '', conversation, from, serviceUrl } = activity;
  const group = conversation.isGroup === true || !['personal', undefined, ''].includes(conversation.conversationType);
  const here = { channel, conversation: conversation.id, group };
  if (serviceUrl === LOCAL) return { key: `conversation:${conversation.id}`, ...here };
  const person = from?.aadObjectId ?? from?.id ?? '';
  const key =
    channel === 'msteams' ? `msteams:${conversation.tenantId ?? ''}:${person}` : `${channel}:${conversation.id}`;
  const reference = TurnContext.getConversationReference(activity) as Record<string, unknown>;
  return { key, ...here, reference };
}
