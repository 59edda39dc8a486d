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
  /** The knowledge as it would serve; takes seconds, and is read only where no server runs. */
  loadLive: () => Promise<Live>;
  now: () => Date;
}

/** The desk asks no questions itself, so it needs no day to promise. */
const NO_HOURS = { open: [], closedDays: [] };

/** A desk for one command. `direct`: no server runs here, so deliveries wait until one does. */
export interface OpenedDesk {
  desk: DeskApi;
  direct: boolean;
  close(): Promise<void>;
}

/**
 * Opens the desk: through the running server of this data folder where there is one, else on the store itself. With
 * PostgreSQL on another machine the store is opened directly, and the servers find what is to be delivered there.
 * `engine`: the answer engine will be needed (for drafts); it is loaded first, so that the store is held only for a moment.
 */
export async function openDesk(
  { folder, openStore, loadLive, now }: OpenDeskOptions,
  { engine }: { engine: boolean } = { engine: false },
): Promise<OpenedDesk> {
  const running = await findDesk(folder);
  if (running) return { desk: running, direct: false, close: async () => {} };
  const loaded = engine ? await loadLive() : undefined;
  const { store, close } = await openStore();
  const live = () => {
    if (!loaded) throw new Error('the desk was opened without the answer engine');
    return loaded;
  };
  const records = new QuestionRecords(store);
  const questions = new Questions({ records, now, hours: () => NO_HOURS, onDue: () => {} });
  return { desk: new StaffDesk({ questions, records, live, now }), direct: true, close };
}
