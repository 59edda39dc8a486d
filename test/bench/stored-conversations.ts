import type { RecordStore } from '../../bot/storage/record-store.js';

/** Stores as many conversations; they are called 0, 1, 2 … */
export async function fill(store: RecordStore, count: number): Promise<void> {
  for (let n = 0; n < count; n += 50) {
    const ids = Array.from({ length: Math.min(50, count - n) }, (_, k) => n + k);
    await Promise.all(ids.map((id) => store.write(keyOf(id), conversation(id), 'any')));
  }
}

/** What a turn asks of the store: the conversation is read and written, once, with the version that was read. */
export async function turn(store: RecordStore, id: number): Promise<void> {
  const held = (await store.read<{ seq: number }>(keyOf(id)))!;
  await store.write(keyOf(id), { ...held.value, seq: held.value.seq + 1 }, { eTag: held.eTag });
}

/** As large as a conversation of a dozen messages. */
export function conversation(id: number) {
  const text = '高度外国人材の採用に向けた準備支援について、申込みの条件と期限を教えてください。';
  const log = Array.from({ length: 24 }, (_, k) => ({ seq: k, activity: { id: `${id}-${k}`, type: 'message', text } }));
  return { id: String(id), seq: 24, log, state: { count: 12 } };
}

function keyOf(id: number): string {
  return `conversation/${id}`;
}
