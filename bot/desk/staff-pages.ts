import type { Live } from '../../dialogs/live.js';
import { factsAt } from '../../dialogs/moment-facts.js';
import { createAssistant } from '../assistant.js';
import { Desk } from '../commands/desk.js';
import type { Config } from '../config.js';
import { UNANSWERED_DAYS } from '../housekeeping.js';
import { clientAddress } from '../http/client-address.js';
import type { Log } from '../http/log.js';
import type { BuildEngine } from '../knowledge/engine-builder.js';
import type { LiveKnowledge } from '../knowledge/live-knowledge.js';
import type { Tally } from '../reports/tally.js';
import { countUnanswered, forgetUnanswered, listUnanswered } from '../reports/unanswered-texts.js';
import { FaqDrafts } from '../staff/drafts.js';
import type { StaffSide } from '../staff/staff-side.js';
import type { RecordStore } from '../storage/record-store.js';
import { DEFAULT_LANGUAGE, type loadTexts } from '../texts.js';
import type { Assets } from '../web/assets.js';
import type { DeskParts } from './desk-parts.js';
import { knowledgeWriter } from './knowledge-writer.js';
import { proxyPerson } from './proxy-person.js';
import { StaffDoor } from './staff-door.js';
import type { PageFrame } from './staff-page.js';
import { type MountStaff, mountStaff, staffRoutes } from './staff-routes.js';
import { staffSessions } from './staff-session.js';

/** What the staff's pages need of the process. */
export interface StaffPagesOptions {
  config: Config;
  buildEngine: BuildEngine;
  tokenSecret: string;
  store: RecordStore;
  texts: ReturnType<typeof loadTexts>;
  assets: Assets;
  /** The open knowledge; no page is served before it is there. */
  knowledge: () => LiveKnowledge;
  staff: Pick<StaffSide, 'desk' | 'questions'>;
  tally: Pick<Tally, 'flush'>;
  /** The time that answers and figures go by. */
  now: () => Date;
  log: Log;
}

/** The pages of the staff; undefined without STAFF_TOKEN and STAFF_PROXY_HEADER: then nothing of them exists. */
export function createStaffPages(options: StaffPagesOptions): MountStaff | undefined {
  const { config, tokenSecret, log } = options;
  if (!config.STAFF_TOKEN && !config.STAFF_PROXY_HEADER) return undefined;
  const parts = partsOf(options);
  // Sessions and limits go by the real clock, whatever NOW says.
  const clock = Date.now;
  const door = new StaffDoor({
    sessions: staffSessions(config.STAFF_TOKEN, tokenSecret, clock),
    byToken: config.STAFF_TOKEN !== undefined,
    personOf: personOf(config),
    frame: () => frameOf(options, parts),
    addressOf: clientAddress(config.TRUSTED_PROXIES),
    secure: config.PUBLIC_URL?.startsWith('https:') ?? false,
    now: clock,
    log,
  });
  return mountStaff(staffRoutes(parts, door), door);
}

function personOf(config: Config) {
  const { STAFF_PROXY_HEADER: header, STAFF_PROXY_ADDRESSES: addresses, STAFF_PEOPLE: people } = config;
  return header ? proxyPerson({ header, addresses, people }) : undefined;
}

function partsOf({
  config,
  buildEngine,
  store,
  texts,
  knowledge,
  staff,
  tally,
  now,
  log,
}: StaffPagesOptions): DeskParts {
  const { languages } = texts;
  const desk = new Desk({
    folder: config.KNOWLEDGE_DIR,
    data: config.DATA_DIR,
    languages,
    buildEngine,
    now,
  });
  const onError = (error: unknown, id: string) => log.error({ err: error, id }, 'a preview failed');
  const onSaveError = (error: unknown) => log.error({ err: error }, 'knowledge could not be saved');
  const botAt = (live: Live, at: Date) =>
    createAssistant({ texts, live: () => live, now: () => at, questions: staff.questions, onError }).runTurn;
  return {
    say: (key, parameters) => texts.say(DEFAULT_LANGUAGE, `desk.${key}`, parameters),
    language: DEFAULT_LANGUAGE,
    texts,
    live: () => knowledge().current(),
    now,
    findings: () => knowledge().findings(),
    questions: staff.desk,
    unanswered: {
      count: () => countUnanswered(store),
      list: async () => {
        await tally.flush();
        return listUnanswered(store);
      },
      forget: (id) => forgetUnanswered(store, id),
    },
    drafts: new FaqDrafts(store, () => knowledge().current()),
    writer: knowledgeWriter(desk, () => knowledge().refresh(), onSaveError),
    figures: async (week) => {
      await tally.flush();
      return staff.desk.figures({ week });
    },
    botAt,
    unansweredDays: UNANSWERED_DAYS,
  };
}

function frameOf({ assets }: StaffPagesOptions, { say, language, live, texts, now }: DeskParts): PageFrame {
  const { program } = live().knowledge;
  const short = factsAt(program, texts, language, now()).get('program.short') ?? '';
  return { say, language, program: short, styleUrls: [assets.urlOf('style.css'), assets.urlOf('desk.css')] };
}
