import type { Activity } from 'botbuilder-core';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Live } from '../../dialogs/live.js';
import type { Texts } from '../../dialogs/texts.js';
import type { Log } from '../http/log.js';
import type { RecordStore } from '../storage/record-store.js';
import { askerPost } from './asker-post.js';
import { Courier } from './courier.js';
import { QuestionRecords } from './question-records.js';
import { Questions } from './questions.js';
import { StaffDesk } from './staff-desk.js';
import type { StaffSender } from './staff-sender.js';
import { FindingsNotice } from './teams/findings-notice.js';
import type { StaffAccess } from './teams/staff-access.js';
import { StaffBoard } from './teams/staff-board.js';
import { StaffChannels } from './teams/staff-channels.js';
import { TeamsDesk } from './teams/teams-desk.js';

/** What the staff's side is made of. */
export interface StaffLoopOptions {
  store: RecordStore;
  texts: Texts;
  live: () => Live;
  now: () => Date;
  /** Who of which organisation may act in Teams; asked anew each time. */
  access: () => StaffAccess;
  log: Log;
}

/** How the loop reaches people; given when the channels stand. */
export interface Channels {
  post: (conversation: string, activity: Partial<Activity>) => Promise<boolean>;
  sender?: StaffSender;
  /** Calls `task` again and again; returns what ends it. */
  repeat: (task: () => Promise<void>) => () => void;
}

/** The staff's side of the program: questions, deliveries, and who answers them. */
export interface StaffLoop {
  questions: Questions;
  desk: StaffDesk;
  /** The staff's channels in Teams. */
  teams: TeamsDesk;
  /** Tells the staff's channels what is wrong with the knowledge files; nothing when they serve. Never rejects. */
  tellFindings(findings: readonly Finding[]): Promise<void>;
  /** Begins to deliver, with what an earlier process left behind; returns what ends it. */
  start(channels: Channels): () => Promise<void>;
  /** Resolves when everything that was due has been tried. */
  idle(): Promise<void>;
}

/** Puts the staff's side together. Nothing is delivered before `start`. */
export function createStaffLoop({ store, texts, live, now, access, log }: StaffLoopOptions): StaffLoop {
  let courier: Courier | undefined;
  const failed = (error: unknown) => log.error({ err: error }, 'delivering for the staff failed; it is tried again');
  const records = new QuestionRecords(store);
  const hours = () => live().knowledge.program.hours;
  const onDue = (number: string) => void courier?.deliver(number).catch(failed);
  const questions = new Questions({ records, now, hours, onDue });
  const desk = new StaffDesk({ questions, records, live, now });
  const channels = new StaffChannels(store);
  const board = new StaffBoard({ desk, channels, texts, live, now });
  let sender: StaffSender | undefined;
  const words = (language: Language) => board.words(language);
  const notice = new FindingsNotice({ channels, words, sender: () => sender, now, onError: failed });
  const teams = new TeamsDesk({ desk, board, channels, texts, now, access });
  return {
    questions,
    desk,
    teams,
    tellFindings: (findings) => notice.tell(findings),
    start: ({ post, sender: given, repeat }) => {
      sender = given;
      board.connect(sender);
      courier = new Courier({
        records,
        now,
        toAsker: askerPost({ texts, live, now, post, sender }),
        toStaff: (question) => board.showCards(question),
        onProblem: (fields) => log.warn(fields, 'something for a person was not delivered'),
      });
      const sweep = () =>
        courier!
          .sweep()
          .then(() => board.sendDigests())
          .catch(failed);
      const stop = repeat(sweep);
      return async () => {
        stop();
        await courier?.idle();
      };
    },
    idle: async () => courier?.idle(),
  };
}
