import type { Live } from '../../dialogs/live.js';
import type { RecordStore } from '../storage/record-store.js';
import { findDesk } from './desk-client.js';
import { QuestionRecords } from './question-records.js';
import { Questions } from './questions.js';
import { type DeskApi, StaffDesk } from './staff-desk.js';

/** What a desk is opened with. */
export interface OpenDeskOptions {
  /** The data folder. */
  folder: string;
  /** Opens the store itself; rejects when another process holds it. */
  openStore: () => Promise<{ store: RecordStore; close(): Promise<void> }>;
  /** The knowledge that serves now, read only when no server runs. */
  loadLive: () => Promise<Live>;
  now: () => Date;
}

/** A desk for one command. `direct`: no server runs here, so deliveries wait until one does. */
export interface OpenedDesk {
  desk: DeskApi;
  direct: boolean;
  close(): Promise<void>;
}

/**
 * Opens the desk: through the running server of this data folder where there is one, else on the store itself. With
 * PostgreSQL on another machine the store is opened directly, and the servers find what is to be delivered there.
 */
export async function openDesk({ folder, openStore, loadLive, now }: OpenDeskOptions): Promise<OpenedDesk> {
  const running = await findDesk(folder);
  if (running) return { desk: running, direct: false, close: async () => {} };
  const { store, close } = await openStore();
  try {
    const loaded = await loadLive();
    const live = () => loaded;
    const records = new QuestionRecords(store);
    const questions = new Questions({ records, now, hours: () => loaded.knowledge.program.hours, onDue: () => {} });
    return { desk: new StaffDesk({ questions, records, live, now }), direct: true, close };
  } catch (error) {
    await close();
    throw error;
  }
}
