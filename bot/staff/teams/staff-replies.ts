import type { Activity } from 'botbuilder-core';
import type { Digest } from '../../../dialogs/domain/staff/digest.js';
import { hoursSince } from '../../../dialogs/domain/staff/promise.js';
import type { QuestionWords } from '../../../dialogs/staff-question/words.js';
import type { DeskQuestion, DeskResult } from '../staff-desk.js';
import type { StaffPress } from './staff-press.js';

/** Questions named in each list of a digest. */
const LISTED = 20;

/** What a press is told in the thread: nothing when the card shows it, what happened instead when it came too late. */
export function tellOutcome(words: QuestionWords, press: StaffPress, result: DeskResult): Partial<Activity>[] {
  const { number } = press;
  if (result.kind === 'unknown') return [words.plain([words.say('desk.unknown', { number })])];
  if (result.kind === 'bad-text') return [words.plain([words.say('desk.bad-text', { limit: result.limit })])];
  if (result.kind === 'refused') return [words.plain([words.say('desk.late', { number }), instead(words, result)])];
  const { draft } = result;
  if (press.staff === 'answer') {
    return [words.plain([words.say('desk.saved', { number }), draft ? drafted(words, draft) : undefined])];
  }
  return draft ? [words.plain([drafted(words, draft)])] : [];
}

/** What happened instead, who did it and when. */
export function instead(words: QuestionWords, { refusal }: Extract<DeskResult, { kind: 'refused' }>): string {
  const { reason, by, at } = refusal;
  const who = by?.name || words.say('desk.somebody');
  return words.say(`desk.refusal.${reason}`, { who: who.replaceAll('{', '('), at: at ? momentOf(words, at) : '' });
}

/** The digest as a message; undefined when there is nothing, unless it was asked for. */
export function tellDigest(
  words: QuestionWords,
  digest: Digest<DeskQuestion>,
  now: Date,
  asked: boolean,
): Partial<Activity> | undefined {
  const lists = (['untaken', 'overdue', 'undelivered'] as const).filter((name) => digest[name].length > 0);
  if (lists.length === 0) return asked ? words.plain([words.say('desk.digest-none')]) : undefined;
  const parts = lists.map((name) => {
    const questions = digest[name];
    const rest = questions.length - LISTED;
    return [
      words.say(`desk.digest-${name}`, { count: questions.length }),
      ...questions.slice(0, LISTED).map(({ number, area, askedAt, holder }) => {
        const waiting = words.say('desk.hours', { count: hoursSince(askedAt, now) });
        return `・${[number, area, waiting, holder?.name].filter(Boolean).join('  ')}`;
      }),
      ...(rest > 0 ? [words.say('desk.and-more', { count: rest })] : []),
    ].join('\n');
  });
  return words.plain([words.say('desk.digest'), ...parts]);
}

/** What the self-check found, each point with what to do about it. */
export function tellSelfCheck(
  words: QuestionWords,
  found: { problem?: string; areas: string[]; others: number; untaken: number; undelivered: number },
): Partial<Activity> {
  const { problem, areas, others, untaken, undelivered } = found;
  return words.plain([
    problem ? `✗ ${words.say('desk.check-failed')}\n${problem}` : `✓ ${words.say('desk.check-ok')}`,
    areas.length > 0 ? words.say('desk.check-areas', { areas: areas.join(', ') }) : words.say('desk.check-all-areas'),
    words.say('desk.check-counts', { others, untaken, undelivered }),
  ]);
}

function drafted(
  words: QuestionWords,
  { near, sameAs }: NonNullable<Extract<DeskResult, { kind: 'done' }>['draft']>,
): string {
  const twins = [...sameAs, ...near.ids];
  const like =
    twins.length > 0
      ? words.say(near.sure || sameAs.length > 0 ? 'desk.draft-same' : 'desk.draft-near', { ids: twins.join(', ') })
      : '';
  return `${words.say('desk.draft')}${like && `\n${like}`}`;
}

/** A moment by Japan's clock: 10/15 10:30. */
function momentOf(words: QuestionWords, at: string): string {
  const format = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
  return new Intl.DateTimeFormat(words.voice.language, format).format(new Date(at));
}
