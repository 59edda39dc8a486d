import { Courier, type CourierOptions } from '../../bot/staff/courier.js';
import { QuestionRecords } from '../../bot/staff/question-records.js';
import { Questions } from '../../bot/staff/questions.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import type { Asker, Person } from '../../dialogs/domain/staff/question.js';
import type { FilledForm } from '../../dialogs/staff-question/question-desk.js';

export const SATO: Person = { id: 'p-sato', name: '佐藤' };
export const MORI: Person = { id: 'p-mori', name: '森' };
export const HOURS = { open: [{ from: '09:00', to: '12:00' }], closedDays: [] };

/** A clock that a test moves. */
export class TestClock {
  constructor(public time = Date.parse('2025-10-15T10:30:00+09:00')) {}
  readonly now = () => new Date(this.time);
  readonly ms = () => this.time;
  forward(ms: number): void {
    this.time += ms;
  }
}

/** Somebody on the web, in a conversation of his own. */
export function askerIn(conversation: string): Asker {
  return { key: `conversation:${conversation}`, channel: 'directline', conversation, group: false };
}

/** A form as somebody fills it in. */
export function filled(
  form: { id: string; code: string },
  asker: Asker,
  text = '子会社でも申し込めますか',
): FilledForm {
  const context = { turns: [], answered: [], nearest: ['eligibility.subsidiary'] };
  return { formId: form.id, code: form.code, language: 'ja', text, asker, context };
}

/** Questions over a store, with a courier that notes what it brings. */
export function questionsOver(
  store: RecordStore | undefined,
  clock = new TestClock(),
  courier: Partial<CourierOptions> = {},
) {
  const kept = store ?? new MemoryStore(clock.ms);
  const records = new QuestionRecords(kept);
  const brought: { number: string; delivery: string; conversation: string }[] = [];
  const problems: unknown[] = [];
  const carrier = new Courier({
    records,
    now: clock.now,
    toAsker: async (question, delivery) => {
      brought.push({ number: question.number, delivery: delivery.id, conversation: question.asker.conversation });
      return true;
    },
    toStaff: async () => ({ cards: {} }),
    onProblem: (fields) => problems.push(fields),
    ...courier,
  });
  const questions = new Questions({ records, now: clock.now, hours: () => HOURS, onDue: () => {} });
  return { store: kept, records, questions, courier: carrier, brought, problems, clock };
}
