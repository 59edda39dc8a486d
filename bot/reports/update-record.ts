import { ConflictError, type RecordStore } from '../storage/record-store.js';

/** Replicas that count at the same moment take turns within a few tries. */
const ATTEMPTS = 8;

/** Changes a record, from the start again when another process was quicker. Rejects when that goes on, or the store is away. */
export async function updateRecord<T>(
  store: RecordStore,
  key: string,
  change: (held: T | undefined) => T,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const held = await store.read<T>(key);
    try {
      await store.write(key, change(held?.value), held ? { eTag: held.eTag } : 'absent');
      return;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt >= ATTEMPTS) throw error;
    }
  }
}
