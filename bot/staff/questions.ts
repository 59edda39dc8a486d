import { randomBytes } from 'node:crypto';
import type { HoursConfig } from '../../dialogs/domain/hours/phone-hours.js';
import { maskSecrets } from '../../dialogs/domain/mask.js';
import { change, type Refusal } from '../../dialogs/domain/staff/change.js';
import { promisedBy } from '../../dialogs/domain/staff/promise.js';
import type { Action, Asker, Person } from '../../dialogs/domain/staff/question.js';
import type { Asked, Changed, FilledForm, Found, QuestionDesk } from '../../dialogs/staff-question/question-desk.js';
import { rateLimit } from '../http/rate-limit.js';
import { withCardsDue, withDeliveries } from './deliveries.js';
import type { AskerRecord, QuestionRecords } from './question-records.js';
import { codeMatches, hashOfCode, newSecretCode } from './secret-code.js';
import type { StoredQuestion } from './stored-question.js';

/** What the questions stand on. */
export interface QuestionsOptions {
  records: QuestionRecords;
  now: () => Date;
  /** When the desk is open, for the promised day. */
  hours: () => HoursConfig;
  /** Told of every question that has something to deliver. */
  onDue: (number: string) => void;
}

/** Questions of one asker that may be open, and that may be asked in 24 hours. */
const LIMITS = { open: 3, day: 10 };
/** Tries at a code in a minute: from one conversation, and at one number. */
const TRIES = { who: 5, number: 30 };
const DAY_MS = 86_400_000;
const KEPT_NUMBERS = 100;

/** The questions to the staff: asked, changed and looked up; each change durable before it is told. */
export class Questions implements QuestionDesk {
  private readonly triesOf;
  private readonly triesAt;

  constructor(private readonly its: QuestionsOptions) {
    const time = () => its.now().getTime();
    this.triesOf = rateLimit(TRIES.who, time);
    this.triesAt = rateLimit(TRIES.number, time);
  }

  newForm(): { id: string; code: string } {
    return { id: randomBytes(16).toString('base64url'), code: newSecretCode() };
  }

  /**
   * The form is tied to a number first, the asker's list next, the question last. Killed in between, sending the same form
   * again goes on where it stopped; sent twice at once, both get the one question.
   */
  async ask(form: FilledForm): Promise<Asked> {
    const { records, now } = this.its;
    const tied = await records.numberOfForm(form.formId);
    const asked = tied && (await records.read(tied));
    if (asked) return { kind: 'asked', question: asked };
    const refused = await this.tooMany(form.asker);
    if (refused) return refused;
    const number = tied ?? (await records.tieForm(form.formId, await records.nextNumber()));
    const full = await this.list(form.asker, number);
    if (full) return full;
    const question = await records.create(newQuestion(form, number, now(), promisedBy(this.its.hours(), now())));
    this.its.onDue(number);
    return { kind: 'asked', question };
  }

  async of(asker: Asker): Promise<StoredQuestion[]> {
    const { asked } = await this.its.records.readAsker(asker.key);
    const found = await Promise.all(asked.map(({ number }) => this.its.records.read(number)));
    // In a room only what was asked there is shown.
    const here = (question: StoredQuestion) => !asker.group || question.asker.conversation === asker.conversation;
    return found.flatMap((question) => (question && isOf(question, asker) && here(question) ? question : [])).reverse();
  }

  withdraw(asker: Asker, number: string): Promise<Changed> {
    return this.act(number, { kind: 'withdraw' }, asker);
  }

  async reply(asker: Asker, number: string, { id, text }: { id: string; text: string }): Promise<Changed> {
    const changed = await this.act(number, { kind: 'follow-up', id, text: maskSecrets(text) }, asker);
    const again = changed.kind === 'refused' && changed.question.followUp?.id === id;
    return again ? { kind: 'changed', question: changed.question } : changed;
  }

  async lookUp(number: string, code: string, who: string): Promise<Found> {
    const waits = [this.triesOf.count(who), this.triesAt.count(number)].map(({ waitMs }) => waitMs);
    if (Math.max(...waits) > 0) return { kind: 'too-often' };
    const question = await this.its.records.read(number);
    const matches = codeMatches(number, code, question?.codeHash ?? hashOfCode(number, ''));
    return question && matches ? { kind: 'found', question } : { kind: 'none' };
  }

  /** Carries out an action; with an asker, only on a question of his. The first of two that exclude each other wins. */
  async act(number: string, action: Action, asker?: Asker): Promise<Changed> {
    const at = this.its.now().toISOString();
    let refused: { question: StoredQuestion; refusal: Refusal } | undefined;
    const question = await this.its.records.update(number, (held) => {
      refused = undefined;
      if (asker && !isOf(held, asker)) return undefined;
      const outcome = change(held, action, at);
      if (!outcome.ok) refused = { question: held, refusal: outcome.refusal };
      return outcome.ok ? withDeliveries(outcome.question, action, held.status, at) : undefined;
    });
    if (refused) return { kind: 'refused', ...(refused as { question: StoredQuestion; refusal: Refusal }) };
    if (!question) return { kind: 'unknown' };
    this.its.onDue(number);
    return { kind: 'changed', question };
  }

  /** The question for a reader on the staff's side, whose reading is recorded with it. */
  async readAs(number: string, by: Person): Promise<StoredQuestion | undefined> {
    const at = this.its.now().toISOString();
    return this.its.records.update(number, (held) => ({ ...held, reads: [...held.reads, { by, at }].slice(-200) }));
  }

  /** Takes up again what was given up; resolves with the question, or undefined when there is none or nothing was. */
  async retry(number: string, again: (question: StoredQuestion, at: string) => StoredQuestion | undefined) {
    const at = this.its.now().toISOString();
    const question = await this.its.records.update(number, (held) => again(held, at));
    if (question) this.its.onDue(number);
    return question;
  }

  private async tooMany(asker: Asker): Promise<Asked | undefined> {
    const { asked } = await this.its.records.readAsker(asker.key);
    if (this.askedToday(asked) >= LIMITS.day) return { kind: 'too-many-today', limit: LIMITS.day };
    const open = (await this.of({ ...asker, group: false })).filter(
      ({ status }) => status === 'open' || status === 'taken',
    );
    return open.length >= LIMITS.open ? { kind: 'too-many-open', limit: LIMITS.open } : undefined;
  }

  /** Puts a number on the asker's list; refuses where others sent at the same time have filled it. */
  private async list(asker: Asker, number: string): Promise<Asked | undefined> {
    const at = this.its.now().toISOString();
    let full = false;
    await this.its.records.updateAsker(asker.key, ({ asked }) => {
      if (asked.some((entry) => entry.number === number)) return undefined;
      full = this.askedToday(asked) >= LIMITS.day;
      return full ? undefined : { asked: [...asked, { number, at }].slice(-KEPT_NUMBERS) };
    });
    return full ? { kind: 'too-many-today', limit: LIMITS.day } : undefined;
  }

  private askedToday(asked: AskerRecord['asked']): number {
    const since = new Date(this.its.now().getTime() - DAY_MS).toISOString();
    return asked.filter(({ at }) => at > since).length;
  }
}

function isOf(question: StoredQuestion, asker: Asker): boolean {
  return question.asker.key === asker.key;
}

function newQuestion(form: FilledForm, number: string, now: Date, promised: string | undefined): StoredQuestion {
  const at = now.toISOString();
  const { language, asker, context } = form;
  const question: StoredQuestion = {
    number,
    status: 'open',
    area: (context.nearest[0] ?? context.answered[0] ?? '').split('.')[0] ?? '',
    answers: [],
    history: [{ kind: 'ask', to: 'open', at }],
    language,
    text: maskSecrets(form.text),
    company: form.company && maskSecrets(form.company),
    asker,
    context,
    askedAt: at,
    promisedBy: promised,
    codeHash: hashOfCode(number, form.code),
    deliveries: [],
    cards: {},
    reads: [],
  };
  return withCardsDue(question, at);
}
