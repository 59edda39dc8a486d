import type { Refusal } from '../../dialogs/domain/staff/change.js';
import { type Digest, digestOf } from '../../dialogs/domain/staff/digest.js';
import { isOverdue } from '../../dialogs/domain/staff/promise.js';
import type { Action, Person, QuestionStatus } from '../../dialogs/domain/staff/question.js';
import type { Live } from '../../dialogs/live.js';
import { type Figures, readFigures } from '../reports/figures.js';
import { withCardsDue, withRetry } from './deliveries.js';
import { type FaqDraft, FaqDrafts } from './drafts.js';
import type { QuestionRecords } from './question-records.js';
import type { Questions } from './questions.js';
import type { StoredQuestion } from './stored-question.js';

/** A question as the staff may see it: without what only the asker holds. */
export type DeskQuestion = Omit<StoredQuestion, 'codeHash' | 'asker' | 'cards'> & { channel: string; overdue: boolean };

/** What came of an action of the staff. */
export type DeskResult =
  | { kind: 'done'; question: DeskQuestion; draft?: FaqDraft }
  | { kind: 'refused'; question: DeskQuestion; refusal: Refusal }
  | { kind: 'unknown' }
  | { kind: 'bad-text'; limit: number };

/** Longest answer or note, in code points; Teams cuts cards at about 28 KB. */
export const LONGEST_ANSWER = 4000;

/** What the staff can do with questions, whatever they do it from. Everything in and out is JSON. */
export interface DeskApi {
  list(options: { status?: QuestionStatus }): Promise<DeskQuestion[]>;
  show(options: { number: string; by: Person }): Promise<DeskResult>;
  take(options: { number: string; by: Person }): Promise<DeskResult>;
  answer(options: { number: string; by: Person; text: string; propose?: boolean }): Promise<DeskResult>;
  propose(options: { number: string; by: Person }): Promise<DeskResult>;
  pass(options: { number: string; by: Person; area: string }): Promise<DeskResult>;
  close(options: { number: string; by: Person; note?: string }): Promise<DeskResult>;
  reopen(options: { number: string; by: Person }): Promise<DeskResult>;
  /** Tries again what could not be delivered. */
  retry(options: { number: string }): Promise<DeskResult>;
  digest(options: object): Promise<Digest<DeskQuestion>>;
  /** Figures of a week and those before it; the week must exist. */
  figures(options: { week: string }): Promise<Figures>;
}

/** The names of what the desk can do; nothing else can be called from outside. */
export const DESK_CALLS = [
  'list',
  'show',
  'take',
  'answer',
  'propose',
  'pass',
  'close',
  'reopen',
  'retry',
  'digest',
  'figures',
] as const satisfies readonly (keyof DeskApi)[];

/** What the desk stands on. */
export interface StaffDeskOptions {
  questions: Questions;
  records: QuestionRecords;
  live: () => Live;
  now: () => Date;
}

/** The one core of the staff's side: the command line, the Teams channel and the staff page act through it. */
export class StaffDesk implements DeskApi {
  private readonly drafts;

  constructor(private readonly its: StaffDeskOptions) {
    this.drafts = new FaqDrafts(its.records.store, its.live);
  }

  async list({ status }: { status?: QuestionStatus }): Promise<DeskQuestion[]> {
    const questions = (await this.its.records.all()).filter((question) => !status || question.status === status);
    return questions.sort((a, b) => a.askedAt.localeCompare(b.askedAt)).map((question) => this.seen(question));
  }

  async show({ number, by }: { number: string; by: Person }): Promise<DeskResult> {
    const question = await this.its.questions.readAs(number, by);
    return question ? { kind: 'done', question: this.seen(question) } : { kind: 'unknown' };
  }

  take({ number, by }: { number: string; by: Person }): Promise<DeskResult> {
    return this.act(number, { kind: 'take', by });
  }

  async answer({ number, by, text, propose }: Parameters<DeskApi['answer']>[0]): Promise<DeskResult> {
    const answer = written(text);
    if (!answer) return { kind: 'bad-text', limit: LONGEST_ANSWER };
    const result = await this.act(number, { kind: 'answer', by, text: answer });
    return propose && result.kind === 'done' ? this.propose({ number, by }) : result;
  }

  async propose({ number, by }: { number: string; by: Person }): Promise<DeskResult> {
    const question = await this.its.records.read(number);
    if (!question) return { kind: 'unknown' };
    const draft = await this.drafts.propose(question, by, this.its.now().toISOString());
    const seen = this.seen(question);
    return draft
      ? { kind: 'done', question: seen, draft }
      : { kind: 'refused', question: seen, refusal: { reason: 'not-answered' } };
  }

  pass({ number, by, area }: { number: string; by: Person; area: string }): Promise<DeskResult> {
    return this.act(number, { kind: 'pass', by, area: area.slice(0, 60) });
  }

  async close({ number, by, note = '' }: { number: string; by: Person; note?: string }): Promise<DeskResult> {
    const told = written(note);
    if (note.trim() && !told) return { kind: 'bad-text', limit: LONGEST_ANSWER };
    return this.act(number, { kind: 'close', by, note: told });
  }

  reopen({ number, by }: { number: string; by: Person }): Promise<DeskResult> {
    return this.act(number, { kind: 'reopen', by });
  }

  /** Brings the cards of a question up to date once more. */
  async refresh(number: string): Promise<void> {
    await this.its.questions.retry(number, withCardsDue);
  }

  async retry({ number }: { number: string }): Promise<DeskResult> {
    const question = await this.its.questions.retry(number, withRetry);
    return question ? { kind: 'done', question: this.seen(question) } : { kind: 'unknown' };
  }

  async digest(): Promise<Digest<DeskQuestion>> {
    return digestOf(await this.list({}), this.its.now());
  }

  figures({ week }: { week: string }): Promise<Figures> {
    return readFigures(this.its.records.store, week);
  }

  private async act(number: string, action: Action): Promise<DeskResult> {
    const changed = await this.its.questions.act(number, action);
    if (changed.kind === 'unknown') return changed;
    const question = this.seen(changed.question as StoredQuestion);
    return changed.kind === 'changed' ? { kind: 'done', question } : { ...changed, question };
  }

  private seen({ codeHash: _, asker, cards: __, ...question }: StoredQuestion): DeskQuestion {
    return { ...question, channel: asker.channel, overdue: isOverdue(question, this.its.now()) };
  }
}

/** A text of the staff, without marks that nobody sees; undefined when empty or too long. */
function written(text: string): string | undefined {
  const seen = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t\u200d]/gu, '')
    .toWellFormed()
    .trim();
  return seen && [...seen].length <= LONGEST_ANSWER ? seen : undefined;
}
