import type { Conversations } from '../../bot/conversations/conversation.js';
import type { Variant } from './interleave.js';

/** What is played to the bot. */
export interface Played {
  name: string;
  conversations: Conversations;
  /** Messages of one run, one after another; of the nth run where they differ. */
  script: object[] | ((n: number) => object[]);
  /** Runs of a block, and of one conversation. */
  runs: number;
  perConversation: number;
}

/** The bot as a variant: each block talks in new conversations, opened before the clock runs. */
export function played({ name, conversations, script, runs, perConversation }: Played): Variant {
  let ids: string[] = [];
  const before = async () => {
    ids = await Promise.all(Array.from({ length: Math.ceil(runs / perConversation) }, () => opened(conversations)));
  };
  const run = async (n: number) => {
    const id = ids[Math.floor((n % runs) / perConversation)]!;
    for (const message of typeof script === 'function' ? script(n) : script)
      await conversations.receive(id, { type: 'message', ...message });
  };
  return { name, before, run };
}

async function opened(conversations: Conversations): Promise<string> {
  return (await conversations.open({ channelId: 'directline', userId: 'dl_bench', locale: 'ja-JP' })).id;
}
