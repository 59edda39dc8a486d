import { ConflictError, type Expect, type RecordStore, type Stored } from './record-store.js';

interface Cell {
  json: string;
  eTag: string;
  updatedAt: number;
}

/** Keeps records in this process only; everything is gone when it ends. For tests and trials. */
export class MemoryStore implements RecordStore {
  private readonly cells = new Map<string, Cell>();
  private version = 0;

  constructor(private readonly now: () => number) {}

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    const cell = this.cells.get(key);
    return cell && { value: JSON.parse(cell.json) as T, eTag: cell.eTag, updatedAt: cell.updatedAt };
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    const held = this.cells.get(key);
    if (!holds(expect, held?.eTag)) throw new ConflictError(key);
    const eTag = String(++this.version);
    this.cells.delete(key);
    this.cells.set(key, { json: JSON.stringify(value), eTag, updatedAt: this.now() });
    return eTag;
  }

  async delete(key: string): Promise<void> {
    this.cells.delete(key);
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    return [...this.cells]
      .filter(([key, cell]) => key.startsWith(`${kind}/`) && cell.updatedAt < before)
      .sort(([, a], [, b]) => a.updatedAt - b.updatedAt)
      .slice(0, limit)
      .map(([key]) => key);
  }

  async ready(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    this.cells.clear();
  }
}

/** Whether what a write expects is what is there. */
export function holds(expect: Expect, eTag: string | undefined): boolean {
  if (expect === 'any') return true;
  return expect === 'absent' ? eTag === undefined : expect.eTag === eTag;
}
