import { createAssistant } from '../../bot/assistant.js';
import type { Conversations } from '../../bot/conversations/conversation.js';
import { createConversations, type RunTurn } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { newId } from '../../bot/new-id.js';
import { createStaffLoop, type StaffLoop } from '../../bot/staff/staff-loop.js';
import type { StaffSender } from '../../bot/staff/staff-sender.js';
import type { StaffAccess } from '../../bot/staff/teams/staff-access.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { loadTexts } from '../../bot/texts.js';
import { testLive } from './live.js';

/** What a house can be told. */
export interface HouseOptions {
  now: () => Date;
  errors?: unknown[];
  store?: RecordStore;
  sender?: StaffSender;
  access?: StaffAccess;
}

/** The conversations of a bot with the real knowledge, and the staff's side of it, without any transport. */
export interface House {
  conversations: Conversations;
  /** A turn alone: neither log nor store. */
  runTurn: RunTurn;
  staff: StaffLoop;
  /** What the operator was told, as JSON lines. */
  logged: string[];
  /** Delivers what is due, as the clock of the program would. */
  sweep: () => Promise<void>;
}

/** Puts the real program together over a store, in memory unless given; deliveries run, sweeps on call. */
export async function openHouse({ now, errors = [], sender, access, ...given }: HouseOptions): Promise<House> {
  const live = await testLive();
  const texts = loadTexts('locales');
  const store = given.store ?? new MemoryStore(() => now().getTime());
  const logged: string[] = [];
  const log = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }));
  const staff = createStaffLoop({
    store,
    texts,
    live: () => live,
    now,
    access: () => access ?? { tenants: [], people: [] },
    log: { info: log, warn: log, error: log },
  });
  const { runTurn } = createAssistant({
    texts,
    live: () => live,
    now,
    questions: staff.questions,
    onError: (error) => errors.push(error),
  });
  const conversations = createConversations({ store, queue: new KeyedQueue(), runTurn, now, newId });
  let sweep = async () => {};
  staff.start({
    post: (id, activity) => conversations.post(id, activity),
    sender,
    repeat: (task) => {
      sweep = task;
      return () => {};
    },
  });
  return { conversations, runTurn, staff, logged, sweep: () => sweep() };
}
