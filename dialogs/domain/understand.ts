import { z } from 'zod';
import type { Decision } from './answer/answer-engine.js';
import type { Language } from './content/knowledge.js';
import { normalizePhrase } from './normalize-phrase.js';
import { type QuestionAct, questionAct } from './staff/question-act.js';

/** Commands that a button or a phrase gives. */
export const COMMANDS = [
  'menu',
  'quiz',
  'restart',
  'staff',
  'help',
  'back',
  'result',
  'result-text',
  'stop',
  'why',
  'more',
  'explain',
  'scope',
  'contact',
] as const;
export type Command = (typeof COMMANDS)[number];

/** One answer to a question of the quiz. */
export interface GivenAnswer {
  criterion: string;
  key: string;
}

/** What a message means. The one thing that decides which dialog speaks. */
export type Intent =
  | { kind: 'welcome' }
  | { kind: 'command'; command: Command }
  | { kind: 'language'; language: Language }
  | { kind: 'faq'; ids: string[]; language: Language }
  | { kind: 'suggest'; ids: string[]; language: Language }
  | { kind: 'smalltalk'; id: string; language: Language }
  | {
      kind: 'unanswered';
      reason: 'no-match' | 'off-topic' | 'too-long' | 'empty';
      subject?: string;
      nearest: string[];
      language: Language;
    }
  | { kind: 'answer'; answers: GivenAnswer[] }
  | { kind: 'confirm-answer'; answer: GivenAnswer }
  | { kind: 'change'; criterion: string }
  | { kind: 'missed-answer' }
  | { kind: 'staff-question'; act: QuestionAct }
  | { kind: 'stale' };

/** What a message holds. */
export interface Message {
  text?: string;
  value?: unknown;
}

/** The quiz as far as it bears on the meaning of a message. */
export interface QuizSituation {
  /** The criterion whose question stands open. */
  asking: string;
  /** The answer that waits for a yes or no, if any. */
  confirming?: GivenAnswer;
  /** What a typed text means as an answer to the open question. */
  match(
    text: string,
  ): { kind: 'sure'; answers: GivenAnswer[] } | { kind: 'unsure'; answer: GivenAnswer } | { kind: 'none' };
  /** The criterion that a text wants to change (「3番を変更」). */
  toChange(text: string): string | undefined;
  /** A text that says something else to the question answered last (「いや、合同会社です」). */
  correction(text: string): GivenAnswer | undefined;
  /** Whether a text asks something, by its form. */
  asks(text: string): boolean;
  /** Whether a text says yes or no. */
  yesNo(text: string): 'yes' | 'no' | undefined;
}

/** What the meaning of a message depends on. */
export interface Situation {
  language: Language;
  languages: Language[];
  /** Phrases of each command in every language. */
  phrases: ReadonlyMap<string, Command | `language:${Language}`>;
  /** Undefined while no question is open. */
  quiz?: QuizSituation;
  /** Whether results exist whose answers can be changed. */
  changes?: Pick<QuizSituation, 'toChange'>;
  /** Entries answered last. */
  last: string[];
  /** What a text does about questions to the staff; absent where none are taken. */
  staffAct?(text: string): QuestionAct | undefined;
  detect(text: string): Language;
  decide(text: string, language: Language): Decision;
  /** The meaning of a short question that leans on the last answer; undefined when the text stands by itself. */
  followUp(text: string, language: Language): Intent | undefined;
  knows: {
    entry(id: string): boolean;
    answer(criterion: string, key: string): boolean;
    criterion(id: string): boolean;
  };
}

/** Longest message that is read, in code points. */
export const MAX_LENGTH = 2000;

const value = z.union([
  z.object({ command: z.literal('language'), locale: z.string() }),
  z.object({ command: z.enum(COMMANDS) }),
  z.object({ ask: z.string() }),
  z.object({ criterion: z.string(), answer: z.string() }),
  z.object({ change: z.string() }),
  questionAct,
]);

/** The meaning of a message (spec: contract.md, In). A value decides alone; text is read only without one. */
export function understand(message: Message, situation: Situation): Intent {
  if (message.value !== undefined && message.value !== null) return understandValue(message.value, situation);
  const text = (message.text ?? '').replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if ([...text].length > MAX_LENGTH)
    return { kind: 'unanswered', reason: 'too-long', nearest: [], language: situation.language };
  if (!/[\p{L}\p{N}]/u.test(text))
    return { kind: 'unanswered', reason: 'empty', nearest: [], language: situation.language };
  return understandText(text, situation);
}

function understandValue(raw: unknown, { languages, knows, last: _ }: Situation): Intent {
  const parsed = value.safeParse(raw);
  if (!parsed.success) return { kind: 'stale' };
  const given = parsed.data;
  if ('question' in given) return { kind: 'staff-question', act: given };
  if ('ask' in given) {
    return knows.entry(given.ask) ? { kind: 'faq', ids: [given.ask], language: '' } : { kind: 'stale' };
  }
  if ('change' in given)
    return knows.criterion(given.change) ? { kind: 'change', criterion: given.change } : { kind: 'stale' };
  if ('criterion' in given) {
    const known = knows.answer(given.criterion, given.answer);
    return known ? { kind: 'answer', answers: [{ criterion: given.criterion, key: given.answer }] } : { kind: 'stale' };
  }
  if ('locale' in given) {
    const language = languages.find((tag) => given.locale.toLowerCase().startsWith(tag));
    return language ? { kind: 'language', language } : { kind: 'stale' };
  }
  return { kind: 'command', command: given.command };
}

function understandText(text: string, situation: Situation): Intent {
  const { quiz } = situation;
  const act = situation.staffAct?.(text);
  if (act) return { kind: 'staff-question', act };
  const phrase = situation.phrases.get(normalizePhrase(text));
  if (quiz?.confirming) {
    const said = quiz.yesNo(text);
    if (said === 'yes') return { kind: 'answer', answers: [quiz.confirming] };
    if (said === 'no') return { kind: 'change', criterion: quiz.asking };
  }
  const answered = quiz?.match(text);
  if (answered?.kind === 'sure') return { kind: 'answer', answers: answered.answers };
  if (phrase) return understandPhrase(phrase);
  const toChange = (quiz ?? situation.changes)?.toChange(text);
  if (toChange) return { kind: 'change', criterion: toChange };
  return understandQuestion(text, situation, answered);
}

function understandPhrase(phrase: string): Intent {
  if (phrase.startsWith('language:')) return { kind: 'language', language: phrase.slice('language:'.length) };
  return { kind: 'command', command: phrase as Command };
}

/** A question about the programme, or an answer to the quiz that needs a second look. */
function understandQuestion(
  text: string,
  situation: Situation,
  answered: ReturnType<QuizSituation['match']> | undefined,
): Intent {
  const language = situation.detect(text);
  const corrected = answered?.kind === 'none' ? situation.quiz?.correction(text) : undefined;
  if (corrected) return { kind: 'confirm-answer', answer: corrected };
  const leaning = situation.followUp(text, language);
  if (leaning) return leaning;
  const decision = situation.decide(text, language);
  if (decision.kind === 'answer') return { kind: 'faq', ids: decision.ids, language };
  if (answered?.kind === 'unsure') return { kind: 'confirm-answer', answer: answered.answer };
  if (decision.kind === 'smalltalk') return { kind: 'smalltalk', id: decision.id, language };
  if (situation.quiz && !situation.quiz.asks(text)) return { kind: 'missed-answer' };
  if (decision.kind === 'suggest') return { kind: 'suggest', ids: decision.ids, language };
  return {
    kind: 'unanswered',
    reason: decision.reason,
    subject: decision.subject,
    nearest: decision.nearest,
    language,
  };
}
