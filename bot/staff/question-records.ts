import { createHash } from 'node:crypto';
import { questionNumber } from '../../dialogs/domain/staff/question-number.js';
import { ConflictError, type RecordStore, type Stored } from '../storage/record-store.js';
import type { StoredQuestion } from './stored-question.js';

/** What one person has asked: numbers and times, oldest first. */
export interface AskerRecord {
  asked: { number: string; at: string }[];
}

/** Numbers come from addresses too: whatever no store could hold is no number. */
const POSSIBLE_NUMBER = /^[\w-]{1,100}$/;
const ATTEMPTS = 200;
/** Records read side by side; each may be a file. */
const AT_ONCE = 32;

/** The questions in the record store, one record each, and the small records around them. Every change is a compare-and-set. */
export class QuestionRecords {
  constructor(readonly store: RecordStore) {}

  async read(number: string): Promise<StoredQuestion | undefined> {
    if (!POSSIBLE_NUMBER.test(number)) return undefined;
    return (await this.store.read<StoredQuestion>(keyOf(number)))?.value;
  }

  /** All questions, those first that have not changed for longest. */
  async all(): Promise<StoredQuestion[]> {
    const keys = await this.store.list('question');
    const found: StoredQuestion[] = [];
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      const reads = keys.slice(from, from + AT_ONCE).map((key) => this.store.read<StoredQuestion>(key));
      for (const held of await Promise.all(reads)) if (held) found.push(held.value);
    }
    return found;
  }

  /** Stores a question unless there is one of its number; resolves with what is stored. */
  async create(question: StoredQuestion): Promise<StoredQuestion> {
    await this.markDue(question);
    try {
      await this.store.write(keyOf(question.number), question, 'absent');
      return question;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return (await this.read(question.number)) ?? question;
    }
  }

  /** Changes a question; `change` may be called again with a newer one, and changes nothing by giving back undefined. */
  async update(number: string, change: (question: StoredQuestion) => StoredQuestion | undefined) {
    if (!POSSIBLE_NUMBER.test(number)) return undefined;
    return this.compareAndSet<StoredQuestion>(keyOf(number), async (held) => {
      const changed = held && change(held);
      if (changed) await this.markDue(changed);
      return changed;
    });
  }

  /** The next number. One that is not used after all leaves a gap. */
  async nextNumber(): Promise<string> {
    const counter = await this.compareAndSet<{ count: number }>('question-counter/all', async (held) => ({
      count: (held?.count ?? 0) + 1,
    }));
    return questionNumber(counter?.count ?? 1);
  }

  /** The number that a form has led to, or now leads to. */
  async numberOfForm(formId: string): Promise<string | undefined> {
    return (await this.store.read<{ number: string }>(formKey(formId)))?.value.number;
  }

  /** Ties a form to a number, unless it is tied already; resolves with the number that holds. */
  async tieForm(formId: string, number: string): Promise<string> {
    try {
      await this.store.write(formKey(formId), { number }, 'absent');
      return number;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return (await this.numberOfForm(formId)) ?? number;
    }
  }

  async readAsker(key: string): Promise<AskerRecord> {
    return (await this.store.read<AskerRecord>(askerKey(key)))?.value ?? { asked: [] };
  }

  updateAsker(key: string, change: (record: AskerRecord) => AskerRecord | undefined) {
    return this.compareAndSet<AskerRecord>(askerKey(key), async (held) => change(held ?? { asked: [] }));
  }

  /** Numbers of questions with something to deliver; some may have nothing left. */
  async due(): Promise<string[]> {
    return (await this.store.list('question-due')).map((key) => key.slice('question-due/'.length));
  }

  /** Forgets that a question has something to deliver, unless that was noted after `before` (ms since the epoch). */
  async clearDue(number: string, before: number): Promise<void> {
    const held = await this.store.read(dueKey(number));
    if (!held || held.updatedAt >= before) return;
    await this.store.delete(dueKey(number), { eTag: held.eTag }).catch(ignoreConflict);
  }

  /** Noted before the question itself is written: so a courier that starts after a crash finds it. */
  private async markDue(question: StoredQuestion): Promise<void> {
    const waiting = question.deliveries.some(({ state }) => state === 'waiting');
    if (waiting) await this.store.write(dueKey(question.number), {}, 'any');
  }

  private async compareAndSet<T>(key: string, change: (held: T | undefined) => Promise<T | undefined>) {
    for (let attempt = 1; ; attempt += 1) {
      const held: Stored<T> | undefined = await this.store.read<T>(key);
      const changed = await change(held?.value);
      if (changed === undefined) return undefined;
      try {
        await this.store.write(key, changed, held ? { eTag: held.eTag } : 'absent');
        return changed;
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof ConflictError)) throw error;
}

function keyOf(number: string): string {
  return `question/${number}`;
}

function formKey(formId: string): string {
  return `question-form/${formId}`;
}

function dueKey(number: string): string {
  return `question-due/${number}`;
}

/** Ids of channels can be long and hold anything. */
function askerKey(key: string): string {
  return `question-asker/${createHash('sha256').update(key).digest('hex')}`;
}
