import { jsonOf, kindOf } from './record-key.js';
import { ConflictError, closedError, type Expect, holds, type RecordStore, type Stored } from './record-store.js';

interface Cell {
  json: string;
  eTag: string;
  updatedAt: number;
}

/** Keeps records in this process only; everything is gone when it ends. For tests and trials. */
export class MemoryStore implements RecordStore {
  private readonly cells = new Map<string, Cell>();
  private version = 0;
  private closed = false;

  constructor(private readonly now: () => number) {}

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    this.admit(key);
    const cell = this.cells.get(key);
    return cell && { value: JSON.parse(cell.json) as T, eTag: cell.eTag, updatedAt: cell.updatedAt };
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    this.admit(key);
    const json = jsonOf(value);
    this.check(key, expect);
    const eTag = String(++this.version);
    this.cells.set(key, { json, eTag, updatedAt: this.now() });
    return eTag;
  }

  async delete(key: string, expect: Expect = 'any'): Promise<void> {
    this.admit(key);
    this.check(key, expect);
    this.cells.delete(key);
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    if (this.closed) throw closedError();
    return [...this.cells]
      .filter(([key, cell]) => key.startsWith(`${kind}/`) && cell.updatedAt < before)
      .sort(([, a], [, b]) => a.updatedAt - b.updatedAt)
      .slice(0, limit)
      .map(([key]) => key);
  }

  async ready(): Promise<boolean> {
    return !this.closed;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.cells.clear();
  }

  private admit(key: string): void {
    kindOf(key);
    if (this.closed) throw closedError();
  }

  private check(key: string, expect: Expect): void {
    if (!holds(expect, this.cells.get(key)?.eTag)) throw new ConflictError(key);
  }
}
