import type { Language } from '../../dialogs/domain/content/knowledge.js';
import { mask } from '../../dialogs/domain/mask.js';
import { normalizePhrase } from '../../dialogs/domain/normalize-phrase.js';
import type { Person } from '../../dialogs/domain/staff/question.js';
import type { Live } from '../../dialogs/live.js';
import type { RecordStore } from '../storage/record-store.js';
import type { StoredQuestion } from './stored-question.js';

/** An answer proposed as an FAQ entry, for somebody to review; nothing of it is public. */
export interface FaqDraft {
  /** The question it came from. */
  number: string;
  language: Language;
  area: string;
  question: string;
  answer: string;
  /** Entries that may say the same already: `sure` when the bot would answer the question with them. */
  near: { ids: string[]; sure: boolean };
  /** Drafts that ask the same. */
  sameAs: string[];
  by: Person;
  at: string;
}

/** Drafts of FAQ entries in the record store, one a question. */
export class FaqDrafts {
  constructor(
    private readonly store: RecordStore,
    private readonly live: () => Live,
  ) {}

  /** Writes the draft of an answered question, masked; writing it again takes the newest answer. Undefined without an answer. */
  async propose(question: StoredQuestion, by: Person, at: string): Promise<FaqDraft | undefined> {
    const { number, language, area } = question;
    const answer = question.answers.at(-1);
    if (!answer) return undefined;
    const asked = mask(question.text);
    const draft: FaqDraft = {
      number,
      language,
      area,
      question: asked,
      answer: mask(this.withFacts(answer.text)),
      near: this.nearestOf(asked, language),
      sameAs: await this.sameAs(number, asked),
      by,
      at,
    };
    await this.store.write(keyOf(number), draft, 'any');
    return draft;
  }

  /** The draft of a question. */
  async read(number: string): Promise<FaqDraft | undefined> {
    return (await this.store.read<FaqDraft>(keyOf(number)))?.value;
  }

  /** Forgets a draft that has been seen to. */
  async remove(number: string): Promise<void> {
    await this.store.delete(keyOf(number));
  }

  /** All drafts, oldest first. */
  async all(): Promise<FaqDraft[]> {
    const keys = await this.store.list('faq-draft');
    const found = await Promise.all(keys.map((key) => this.store.read<FaqDraft>(key)));
    return found.flatMap((held) => held?.value ?? []);
  }

  private nearestOf(text: string, language: Language): FaqDraft['near'] {
    const decision = this.live().engine.decide(text, language);
    if (decision.kind === 'answer' || decision.kind === 'suggest') {
      return { ids: decision.ids, sure: decision.kind === 'answer' };
    }
    return { ids: decision.kind === 'unanswered' ? decision.nearest : [], sure: false };
  }

  /** Facts that the staff wrote out, by name again: an entry names the desk's address, it doesn't hold it. */
  private withFacts(text: string): string {
    const facts = Object.entries(this.live().knowledge.program.facts);
    const worth = facts.flatMap(([name, value]) =>
      typeof value === 'string' && value.length >= 6 && !value.includes('{{') ? [{ name, value }] : [],
    );
    return worth.reduce((whole, { name, value }) => whole.replaceAll(value, `{{${name}}}`), text);
  }

  private async sameAs(number: string, question: string): Promise<string[]> {
    const phrase = normalizePhrase(question);
    const others = (await this.all()).filter((draft) => draft.number !== number);
    return others.filter((draft) => normalizePhrase(draft.question) === phrase).map((draft) => draft.number);
  }
}

function keyOf(number: string): string {
  return `faq-draft/${number}`;
}
