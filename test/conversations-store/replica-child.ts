import type { ConversationRecord, Conversations } from '../../bot/conversations/conversation.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { joinReplicas } from '../../bot/storage/postgres-replicas.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { countingBot, countingConversations, typed } from './counting-bot.js';
import type { ChildOptions, Request } from './replica-process.js';

const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
const onError = () => {};

async function start(): Promise<Conversations> {
  const { runTurn, store, ...rest } = await parts();
  return countingConversations({
    ...rest,
    store,
    runTurn: async (record, activity) => {
      // A question to the staff is stored by itself before the turn is: acknowledged questions must be there.
      if (activity.text?.includes('question')) await store.write(`question/${activity.text}`, activity.text, 'any');
      return runTurn(record, activity);
    },
  });
}

async function parts() {
  const runTurn = countingBot(1);
  if ('folder' in options) {
    const { folder, durability } = options;
    const store = new LowdbStore({
      folder,
      durability,
      now: Date.now,
      onQuarantine: (key) => process.send?.({ quarantined: key }),
    });
    return { runTurn, store, queue: new KeyedQueue() };
  }
  const { url } = options;
  const store = await PostgresStore.open({ url, now: Date.now, onError });
  return { runTurn, store, ...joinReplicas({ url, now: Date.now, onError, pollMs: 1_000 }) };
}

const conversations = await start();

/** As a socket does: everything after the watermark, then what is added. */
function follow(id: string, watermark: number): void {
  let sent = watermark;
  let sending = Promise.resolve();
  const send = async () => {
    const record: ConversationRecord | undefined = await conversations.get(id);
    for (const row of record?.log ?? []) if (row.seq > sent) process.send?.({ row });
    sent = Math.max(sent, record?.seq ?? 0);
  };
  const next = () => {
    sending = sending.then(send).catch(onError);
  };
  conversations.subscribe(id, next);
  next();
}

async function answer({ act, id, text = '', clientId = '', watermark = 0 }: Request): Promise<unknown> {
  if (act === 'open') return (await conversations.open({ channelId: 'test', userId: 'user', locale: 'ja-JP' })).id;
  if (act === 'get') return conversations.get(id);
  if (act === 'follow') return follow(id, watermark);
  return conversations.receive(id, typed(clientId, text));
}

process.on('message', (request: Request) => {
  answer(request).then(
    (result) => process.send?.({ call: request.call, result }),
    (error) => process.send?.({ call: request.call, error: String(error) }),
  );
});
process.send?.({ ready: true });
