import type { TurnContext } from 'botbuilder-core';
import type { Eligibility } from '../../dialogs/domain/eligibility/eligibility.js';
import { japanTime } from '../../dialogs/domain/hours/japan-time.js';
import { type ChatState, type QuizState, STATE } from '../../dialogs/state.js';
import type { RunTurn } from '../conversations/local-conversations.js';
import type { TurnLogic } from '../run-turn.js';
import type { RecordStore } from '../storage/record-store.js';
import { added, type Counts } from './counts.js';
import { countsOf, type SeenTurn, unansweredIn } from './turn-counts.js';
import { keepUnanswered, keptForm, type UnansweredText } from './unanswered-texts.js';
import { updateRecord } from './update-record.js';

/** What the tally stands on. */
export interface TallyOptions {
  store: RecordStore;
  /** The rules that serve now. */
  rules: () => Eligibility;
  now: () => Date;
  /** Calls `task` again and again; returns what ends it. */
  repeat: (task: () => Promise<void>) => () => void;
  onError: (error: unknown) => void;
}

/** Counts what people ask and how it ends, by day in Japan, without who or where. */
export interface Tally {
  /** The turn, counted. */
  counted(runTurn: RunTurn): RunTurn;
  /** The same for turns that are not kept in a log of ours (Teams). */
  countedLogic(logic: TurnLogic): TurnLogic;
  /** Writes what has been counted. What can't be written is kept for the next time. */
  flush(): Promise<void>;
  /** Writes the last counts; call it before the store closes. */
  stop(): Promise<void>;
}

/** Texts that wait to be written at most; a flood beyond it is counted but not kept. */
const MOST_WAITING = 500;

/**
 * Turns are only added up in memory; every few seconds the sums go to `tally/<yyyy-mm-dd>`, and questions without an answer
 * to `unanswered/<hash>`. So no turn waits for it, and a kill -9 costs the counts of those few seconds, nothing else.
 */
export function createTally({ store, rules, now, repeat, onError }: TallyOptions): Tally {
  let days = new Map<string, Counts>();
  let texts = new Map<string, UnansweredText>();
  const addDay = (day: string, counts: Counts) => void days.set(day, added(days.get(day) ?? {}, counts));
  const addText = (id: string, kept: UnansweredText) => {
    const held = texts.get(id);
    if (held) held.count += kept.count;
    else if (texts.size < MOST_WAITING) texts.set(id, kept);
  };
  const see = (turn: SeenTurn) => {
    const day = japanTime(now()).date;
    const counts = countsOf(turn, rules());
    if (Object.keys(counts).length > 0) addDay(day, counts);
    const unanswered = unansweredIn(turn);
    if (!unanswered) return;
    const { id, kept } = keptForm(unanswered, day);
    addText(id, kept);
  };
  /** Counting never harms a turn. */
  const seeSafely = (turn: SeenTurn) => {
    try {
      see(turn);
    } catch (error) {
      onError(error);
    }
  };
  const write = async () => {
    const [writtenDays, writtenTexts] = [days, texts];
    [days, texts] = [new Map(), new Map()];
    const failed = (error: unknown, again: () => void) => {
      again();
      onError(error);
    };
    for (const [day, counts] of writtenDays) {
      const sum = (held: Counts | undefined) => added(held ?? {}, counts);
      await updateRecord<Counts>(store, `tally/${day}`, sum).catch((e) => failed(e, () => addDay(day, counts)));
    }
    for (const [id, kept] of writtenTexts)
      await keepUnanswered(store, id, kept).catch((e) => failed(e, () => addText(id, kept)));
  };
  let writing = Promise.resolve();
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  const end = repeat(flush);
  return {
    counted: countedTurns(seeSafely),
    countedLogic: countedLogics(seeSafely),
    flush,
    stop: async () => {
      end();
      await flush();
    },
  };
}

const FLUSH_MS = 5_000;

/** How often a running server writes its counts; returns what ends it. */
export function everyFewSeconds(task: () => Promise<void>): () => void {
  const timer = setInterval(task, FLUSH_MS).unref();
  return () => clearInterval(timer);
}

type See = (turn: SeenTurn) => void;

function countedTurns(see: See): Tally['counted'] {
  return (runTurn) => async (record, activity) => {
    const before = quizOf(record.state.chat);
    const result = await runTurn(record, activity);
    const replies = result.changes.flatMap((change) => (change.kind === 'append' ? [change.activity] : []));
    see({ activity, replies, before, after: quizOf(result.state.chat) });
    return result;
  };
}

function countedLogics(see: See): Tally['countedLogic'] {
  return (logic) => async (context: TurnContext) => {
    const chat = () => context.turnState.get<ChatState | undefined>(STATE);
    const before = structuredClone(quizOf(chat()));
    const replies: SeenTurn['replies'] = [];
    context.onSendActivities((_context, activities, next) => {
      replies.push(...activities);
      return next();
    });
    await logic(context);
    see({ activity: context.activity, replies, before, after: quizOf(chat()) });
  };
}

function quizOf(chat: unknown): QuizState | undefined {
  return (chat as ChatState | undefined)?.quiz;
}
