import type { Action, ActionKind, Change, Person, Progress, QuestionStatus } from './question.js';

/** Why an action changes nothing: what happened instead, and who did it when. */
export interface Refusal {
  reason:
    | 'taken-by-you'
    | 'taken-by-other'
    | 'answered'
    | 'closed'
    | 'withdrawn'
    | 'not-answered'
    | 'already-open'
    | 'replied';
  by?: Person;
  at?: string;
}

/** The question after an action, or why the action is refused. */
export type Outcome<Q extends Progress> = { ok: true; question: Q } | { ok: false; refusal: Refusal };

/** Where an allowed action leads. Absent: refused in this state. */
const LEADS: Record<QuestionStatus, Partial<Record<ActionKind, QuestionStatus>>> = {
  open: { take: 'taken', answer: 'answered', pass: 'open', close: 'closed', withdraw: 'withdrawn' },
  taken: { answer: 'answered', pass: 'open', close: 'closed', withdraw: 'withdrawn' },
  answered: { close: 'closed', reopen: 'open', 'follow-up': 'open' },
  closed: { reopen: 'open', 'follow-up': 'open' },
  withdrawn: {},
};

/** Only the holder answers or closes a question that is taken; others take it out of his hands with `pass` first. */
const HOLDERS_ONLY: readonly ActionKind[] = ['answer', 'close'];

/**
 * Carries out an action on a question, or refuses it. Changes nothing in place; the rest of the question is kept.
 * @param at when, ISO 8601.
 */
export function change<Q extends Progress>(question: Q, action: Action, at: string): Outcome<Q> {
  const to = LEADS[question.status][action.kind];
  const refusal = to ? refusalOfHolder(question, action) : refusalOfState(question, action);
  if (refusal || !to) return { ok: false, refusal: refusal ?? { reason: 'withdrawn' } };
  const entry: Change = { kind: action.kind, from: question.status, to, by: byOf(action), at, note: noteOf(action) };
  return {
    ok: true,
    question: { ...question, ...effectOf(question, action, at), status: to, history: [...question.history, entry] },
  };
}

function effectOf(question: Progress, action: Action, at: string): Partial<Progress> {
  switch (action.kind) {
    case 'take':
      return { holder: action.by };
    case 'answer':
      return { holder: action.by, answers: [...question.answers, { text: action.text, by: action.by, at }] };
    case 'pass':
      return { holder: undefined, area: action.area };
    case 'follow-up':
      return { holder: undefined, followUp: { id: action.id, text: action.text, at } };
    case 'reopen':
      return { holder: undefined };
    default:
      return {};
  }
}

function refusalOfHolder(question: Progress, action: Action): Refusal | undefined {
  if (action.kind === 'follow-up') {
    if (question.answers.length === 0) return { reason: 'not-answered' };
    return question.followUp && { reason: 'replied', at: question.followUp.at };
  }
  const { holder } = question;
  if (!holder || question.status !== 'taken' || !HOLDERS_ONLY.includes(action.kind)) return undefined;
  return byOf(action)?.id === holder.id ? undefined : { reason: 'taken-by-other', ...lastChange(question, 'taken') };
}

function refusalOfState(question: Progress, action: Action): Refusal {
  const { status, holder } = question;
  const last = lastChange(question, status);
  if (status === 'open') return { reason: action.kind === 'follow-up' ? 'not-answered' : 'already-open', ...last };
  if (status !== 'taken') return { reason: status, ...last };
  if (action.kind === 'follow-up') return { reason: 'not-answered' };
  return { reason: byOf(action)?.id === holder?.id ? 'taken-by-you' : 'taken-by-other', ...last };
}

/** Who brought the question into a state, and when. */
function lastChange({ history }: Progress, status: QuestionStatus): Pick<Refusal, 'by' | 'at'> {
  const entry = history.findLast(({ to, from }) => to === status && from !== status) ?? history.at(-1);
  return { by: entry?.by, at: entry?.at };
}

function byOf(action: Action): Person | undefined {
  return 'by' in action ? action.by : undefined;
}

function noteOf(action: Action): string | undefined {
  if (action.kind === 'pass') return action.area;
  return action.kind === 'close' ? action.note : undefined;
}
