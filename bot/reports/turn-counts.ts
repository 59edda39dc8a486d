import type { Activity } from 'botbuilder-core';
import { answerOf, criterionOf } from '../../dialogs/domain/eligibility/criteria.js';
import type { Eligibility } from '../../dialogs/domain/eligibility/eligibility.js';
import type { QuizState } from '../../dialogs/state.js';
import { type Counts, count } from './counts.js';

/** What a turn was, as far as it is counted. */
export interface SeenTurn {
  /** The conversation; held in memory for a while, never written. */
  conversation: string;
  activity: Partial<Activity>;
  replies: Partial<Activity>[];
  before?: QuizState;
  after?: QuizState;
}

/** What one turn adds to the day. */
export function countsOf(turn: SeenTurn, rules: Eligibility): Counts {
  const counts: Counts = {};
  countQuestion(counts, turn);
  countQuiz(counts, turn, rules);
  return counts;
}

/** These two show an answer again, or what it rests on: no new question. */
const SAME_ANSWER = new Set<unknown>(['more', 'why']);

function countQuestion(counts: Counts, { activity, replies }: SeenTurn): void {
  if (activity.type !== 'message' || SAME_ANSWER.has(activity.value?.command)) return;
  const marks = replies.flatMap(({ entities = [] }) => entities);
  const of = (type: string) => marks.filter((mark) => mark.type === type);
  const [answers, [suggestions], [unanswered]] = [of('knowledge'), of('suggestions'), of('unanswered')];
  for (const { id } of answers) count(counts, 'answer', id);
  if (suggestions?.ids?.[0]) count(counts, 'suggest', suggestions.ids[0]);
  if (unanswered) count(counts, 'unanswered', unanswered.reason);
  const ended = answers.length > 0 ? 'answered' : suggestions ? 'suggested' : unanswered ? 'unanswered' : undefined;
  if (!ended) return;
  count(counts, 'question', ended);
  count(counts, 'language', replies.find(({ locale }) => locale)?.locale ?? '');
}

/** A criterion counts as put when it is first reached, not when it is put again; a run's first result is its outcome. */
function countQuiz(counts: Counts, { before, after, replies }: SeenTurn, rules: Eligibility): void {
  if (!after) return;
  const fresh = !before || (before.done && Object.keys(after.answers).length === 0);
  const old = fresh ? {} : before.answers;
  const given = Object.keys(after.answers).filter((id) => after.answers[id] !== old[id]);
  for (const id of given) {
    if (old[id] === undefined) count(counts, 'answered', id);
    countEffect(counts, rules, id, old[id], -1);
    countEffect(counts, rules, id, after.answers[id], 1);
  }
  const further = Object.keys(after.answers).length > Object.keys(old).length;
  const { asking } = after;
  if (asking !== undefined && after.answers[asking] === undefined && (fresh || further)) count(counts, 'asked', asking);
  const left = before?.asking;
  if (!after.done || before?.done) return;
  if (left !== undefined && after.answers[left] === undefined) count(counts, 'early', left);
  const result = replies.flatMap(({ entities = [] }) => entities).find(({ type }) => type === 'prescreen');
  if (result) count(counts, 'outcome', result.outcome);
}

function countEffect(counts: Counts, rules: Eligibility, id: string, key: string | undefined, by: number): void {
  const criterion = criterionOf(rules, id);
  const effect = criterion && answerOf(criterion, key)?.effect;
  if (effect) count(counts, effect, id, by);
}

/** A question that nothing was known about, with the entries that were offered instead. */
export interface Unanswered {
  text: string;
  language: string;
  nearest: string[];
}

/** The question of a turn that stayed without an answer; undefined when there was one, or when it was not about the subject. */
export function unansweredIn({ activity, replies }: SeenTurn): Unanswered | undefined {
  const reply = replies.find(({ entities = [] }) =>
    entities.some(({ type, reason }) => type === 'unanswered' && reason === 'no-match'),
  );
  if (!reply || activity.type !== 'message' || !activity.text?.trim()) return undefined;
  const offered = reply.suggestedActions?.actions.map(({ value }) => (value as { ask?: unknown } | undefined)?.ask);
  const nearest = offered?.filter((id) => typeof id === 'string') ?? [];
  return { text: activity.text, language: reply.locale ?? '', nearest };
}
