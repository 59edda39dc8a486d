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
const MOST_REMEMBERED = 10_000;

/**
 * Turns are only added up in memory; every few seconds the sums go to `tally/<yyyy-mm-dd>`, and questions without an answer
 * to `unanswered/<hash>`. So no turn waits for it, and a kill -9 costs the counts of those few seconds, nothing else.
 */
export function createTally(options: TallyOptions): Tally {
  const waiting = new WaitingCounts(options);
  /** Counting never harms a turn. */
  const see = (turn: SeenTurn) => {
    try {
      waiting.see(turn);
    } catch (error) {
      options.onError(error);
    }
  };
  let writing = Promise.resolve();
  const flush = () => {
    writing = writing.then(() => waiting.write());
    return writing;
  };
  const end = options.repeat(flush);
  return {
    counted: countedTurns(see),
    countedLogic: countedLogics(see),
    flush,
    stop: async () => {
      end();
      await flush();
    },
  };
}

/** What has been counted and not been written yet. */
class WaitingCounts {
  private days = new Map<string, Counts>();
  private texts = new Map<string, UnansweredText>();
  /** What was asked in which conversation: the same words of one person count once, or five tries of one would look like five people. */
  private readonly asked = new Set<string>();

  constructor(private readonly its: TallyOptions) {}

  see(turn: SeenTurn): void {
    const day = japanTime(this.its.now()).date;
    const counts = countsOf(turn, this.its.rules());
    if (Object.keys(counts).length > 0) this.addDay(day, counts);
    const unanswered = unansweredIn(turn);
    if (!unanswered) return;
    const { id, kept } = keptForm(unanswered, day);
    if (this.isFirst(`${turn.conversation} ${id}`)) this.addText(id, kept);
  }

  /** Writes all; what can't be written waits for the next time. */
  async write(): Promise<void> {
    const { days, texts } = this;
    this.days = new Map();
    this.texts = new Map();
    for (const [day, counts] of days) {
      const sum = (held: Counts | undefined) => added(held ?? {}, counts);
      const writing = updateRecord<Counts>(this.its.store, `tally/${day}`, sum);
      await this.orAgain(writing, () => this.addDay(day, counts));
    }
    for (const [id, kept] of texts) {
      await this.orAgain(keepUnanswered(this.its.store, id, kept), () => this.addText(id, kept));
    }
  }

  private isFirst(key: string): boolean {
    if (this.asked.has(key)) return false;
    if (this.asked.size >= MOST_REMEMBERED) this.asked.clear();
    this.asked.add(key);
    return true;
  }

  private async orAgain(writing: Promise<void>, again: () => void): Promise<void> {
    try {
      await writing;
    } catch (error) {
      again();
      this.its.onError(error);
    }
  }

  private addDay(day: string, counts: Counts): void {
    this.days.set(day, added(this.days.get(day) ?? {}, counts));
  }

  private addText(id: string, kept: UnansweredText): void {
    const held = this.texts.get(id);
    if (held) held.count += kept.count;
    else if (this.texts.size < MOST_WAITING) this.texts.set(id, kept);
  }
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
    see({ conversation: record.id, activity, replies, before, after: quizOf(result.state.chat) });
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
    const { activity } = context;
    see({ conversation: activity.conversation?.id ?? '', activity, replies, before, after: quizOf(chat()) });
  };
}

function quizOf(chat: unknown): QuizState | undefined {
  return (chat as ChatState | undefined)?.quiz;
}
