import type { ChannelActivity } from '../channels/bot-framework/incoming-activity.js';
import type { TakeFirst } from '../channels/bot-framework/turns.js';
import type { TeamsSender } from '../channels/teams/teams-sender.js';
import type { Config } from '../config.js';
import type { Conversations } from '../conversations/conversation.js';
import { openDoor } from './desk-door.js';
import type { Questions } from './questions.js';
import type { StaffDesk } from './staff-desk.js';
import { createStaffLoop, type StaffLoop, type StaffLoopOptions } from './staff-loop.js';
import { teamsStaffSender } from './teams/teams-staff-sender.js';

/** What the staff's side of the process needs. */
export interface StaffSideOptions extends Omit<StaffLoopOptions, 'access'> {
  config: Pick<Config, 'DATA_DIR' | 'MicrosoftAppTenantId' | 'STAFF_PEOPLE'>;
}

/** The staff's side of the process. */
export interface StaffSide {
  /** For the dialogs. */
  questions: Questions;
  /** For the staff's pages. */
  desk: StaffDesk;
  /** For the Bot Framework's channels. */
  takeFirst: TakeFirst;
  onParting: (activity: ChannelActivity) => Promise<void>;
  /** Tells the staff's channels what is wrong with the knowledge files; nothing when they serve. Never rejects. */
  tellFindings: StaffLoop['tellFindings'];
  /** Begins to deliver, and opens the door for the staff's commands; once the knowledge serves. */
  start(channels: { conversations: Conversations; sender?: TeamsSender }): Promise<void>;
  /** Ends what `start` began; waits for deliveries under way. */
  stop(): Promise<void>;
}

/** How often what is due is looked for; deliveries of this process begin at once. */
const SWEEP_MS = 15_000;

/** Puts the staff's side of the process together. */
export function createStaffSide({ config, ...options }: StaffSideOptions): StaffSide {
  const access = () => ({ tenants: [config.MicrosoftAppTenantId], people: config.STAFF_PEOPLE });
  const loop = createStaffLoop({ ...options, access });
  const endings: (() => Promise<void>)[] = [];
  return {
    questions: loop.questions,
    desk: loop.desk,
    takeFirst: (activity, language) => loop.teams.takeFirst(activity, language),
    onParting: (activity) => loop.teams.part(activity),
    tellFindings: loop.tellFindings,
    start: async ({ conversations, sender }) => {
      const post = conversations.post.bind(conversations);
      endings.push(loop.start({ post, sender: sender && teamsStaffSender(sender), repeat: everyFewSeconds }));
      const onError = (error: unknown) => options.log.error({ err: error }, 'a command of the staff failed');
      endings.push(await openDoor({ folder: config.DATA_DIR, desk: loop.desk, idle: loop.idle, onError }));
    },
    stop: async () => {
      for (const end of endings.splice(0).reverse()) await end();
    },
  };
}

/** At once, and then again and again, never twice at a time. */
function everyFewSeconds(task: () => Promise<void>): () => void {
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    await task().finally(() => {
      running = false;
    });
  };
  void run();
  const timer = setInterval(run, SWEEP_MS).unref();
  return () => clearInterval(timer);
}
