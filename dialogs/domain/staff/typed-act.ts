import { normalizePhrase } from '../normalize-phrase.js';
import type { QuestionAct } from './question-act.js';
import { readQuestionNumber } from './question-number.js';

/** Acts that have phrases of their own (locales: commands). */
export const PHRASED_ACTS = ['new', 'send', 'yes', 'rewrite', 'company', 'drop', 'mine', 'withdraw', 'reply'] as const;
export type PhrasedAct = (typeof PHRASED_ACTS)[number];

/** What the meaning of a typed text depends on. */
export interface TypedSituation {
  /** Normalized phrase → act, in every language. */
  phrases: ReadonlyMap<string, PhrasedAct>;
  /** Whether a text is the phrase of a command of the bot (menu, restart …), which stays what it is. */
  isCommand(text: string): boolean;
  /** The form of this person that stands open. `writing`: the next text belongs into it; `aside`: other things were said since. */
  form?: { writing: boolean; aside: boolean };
  /** Whether a question of the quiz stands open: then a mere yes belongs to it. */
  quizOpen: boolean;
}

const NUMBERED = /^(Q\s*[-ー‐−–—]?\s*\d{1,9})(.*)$/s;
const CODE = /^[\s:,、のと]*([A-Z2-9]{4}[-\s‐−ー]*[A-Z2-9]{4}[-\s‐−ー]*[A-Z2-9]{4})$/;

/** What a typed text does about questions to the staff; undefined when it is about something else. */
export function typedAct(text: string, situation: TypedSituation): QuestionAct | undefined {
  const phrase = situation.phrases.get(normalizePhrase(text));
  if (situation.form?.writing) {
    if (phrase === 'drop') return { question: 'drop' };
    return situation.isCommand(text) ? undefined : { question: 'write', text };
  }
  return numberedAct(text, situation) ?? phrasedAct(phrase, situation);
}

/** 「Q-0042」, 「Q-0042 取り下げ」, `Q-0042 K7QM-2XWD-HR9A`. */
function numberedAct(text: string, { phrases }: TypedSituation): QuestionAct | undefined {
  const [, typed = '', rest = ''] = NUMBERED.exec(text.normalize('NFKC').toUpperCase().trim()) ?? [];
  const number = readQuestionNumber(typed);
  if (!number) return undefined;
  if (!/[\p{L}\p{N}]/u.test(rest)) return { question: 'show', number };
  const code = CODE.exec(rest.trim())?.[1];
  if (code) return { question: 'look-up', number, code };
  const act = phrases.get(normalizePhrase(rest.replace(/^[\s:,、のにをへ]+/, '')));
  return act === 'withdraw' || act === 'reply' ? { question: act, number } : undefined;
}

function phrasedAct(phrase: PhrasedAct | undefined, { form, quizOpen }: TypedSituation): QuestionAct | undefined {
  if (phrase === 'new' || phrase === 'mine') return { question: phrase };
  if (!form || phrase === undefined || phrase === 'withdraw' || phrase === 'reply') return undefined;
  if (form.aside && (phrase === 'yes' || phrase === 'drop')) return undefined;
  if (phrase === 'yes') return quizOpen ? undefined : { question: 'send' };
  return { question: phrase };
}
