import type { NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import type { Person } from '../../dialogs/domain/staff/question.js';
import type { Desk } from '../commands/desk.js';
import { type SavedEntry, saveEntry } from '../commands/save-entry.js';
import { type NewWay, type SavedWay, saveWay } from '../commands/save-way.js';
import { KeyedQueue } from '../keyed-queue.js';

/** Nothing could be written: the disk is full, or the folder is away. */
export interface NotSaved {
  kind: 'refused';
  reason: 'not-saved';
}

/** Writes knowledge for the staff's pages. */
export interface KnowledgeWriter {
  addWay(way: NewWay, by: Person): Promise<SavedWay | NotSaved>;
  addEntry(entry: NewEntry, by: Person): Promise<SavedEntry | NotSaved>;
}

/**
 * Writes one wish after another, each only when the whole set stays right with it, and notes who it was; resolves when
 * what serves has been told.
 */
export function knowledgeWriter(
  desk: Desk,
  refresh: () => Promise<void>,
  onError: (error: unknown) => void,
): KnowledgeWriter {
  const queue = new KeyedQueue();
  const inTurn = <T extends { kind: string }>(write: () => Promise<T>): Promise<T | NotSaved> =>
    queue.run('knowledge', async () => {
      const saved = await write().catch((error): NotSaved => {
        onError(error);
        return { kind: 'refused', reason: 'not-saved' };
      });
      if (saved.kind === 'added') await refresh();
      return saved;
    });
  return {
    addWay: (way, by) => inTurn(() => saveWay(desk, way, noteOf(by))),
    addEntry: (entry, by) => inTurn(() => saveEntry(desk, entry, noteOf(by))),
  };
}

function noteOf({ name }: Person): string {
  return `${name}（担当者のページ）`;
}
