import { createAssistant } from '../assistant.js';
import { type ConsoleStreams, talkOnConsole } from '../channels/console/console.js';
import { createConversations } from '../conversations/local-conversations.js';
import { KeyedQueue } from '../keyed-queue.js';
import type { KnowledgeOptions } from '../knowledge/live-knowledge.js';
import { openKnowledge } from '../knowledge/live-knowledge.js';
import { newId } from '../new-id.js';
import { MemoryStore } from '../storage/memory-store.js';
import type { loadTexts } from '../texts.js';

/** What a conversation in the terminal is made of. */
export interface ConsoleTalk {
  knowledge: KnowledgeOptions;
  texts: ReturnType<typeof loadTexts>;
  now(): Date;
  streams: ConsoleStreams;
}

/** The whole bot in the terminal, forgotten at the end. Rejects with KnowledgeError when the files are wrong. */
export async function consoleTalk({ knowledge, texts, now, streams }: ConsoleTalk, locale: string): Promise<void> {
  const live = await openKnowledge(knowledge);
  const onError = (error: unknown, id: string) => console.error(id, error);
  const { runTurn } = createAssistant({ texts, live: () => live.current(), now, onError });
  const store = new MemoryStore(() => now().getTime());
  const conversations = createConversations({ store, queue: new KeyedQueue(), runTurn, now, newId });
  try {
    await talkOnConsole(conversations, streams, locale);
  } finally {
    await live.close();
  }
}
