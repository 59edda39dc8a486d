import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Live } from '../../dialogs/live.js';
import type { Texts } from '../../dialogs/texts.js';
import type { RunTurn } from '../conversations/local-conversations.js';
import type { Figures } from '../reports/figures.js';
import type { UnansweredText } from '../reports/unanswered-texts.js';
import type { FaqDrafts } from '../staff/drafts.js';
import type { StaffDesk } from '../staff/staff-desk.js';
import type { KnowledgeWriter } from './knowledge-writer.js';
import type { Say } from './staff-page.js';

/** What the staff's pages are made of. */
export interface DeskParts {
  say: Say;
  /** The language of the pages. */
  language: string;
  texts: Texts;
  live: () => Live;
  now: () => Date;
  /** What is wrong with the knowledge as it is saved now. */
  findings: () => Finding[];
  questions: StaffDesk;
  unanswered: {
    count(): Promise<number>;
    list(): Promise<(UnansweredText & { id: string })[]>;
    forget(id: string): Promise<void>;
  };
  /** Answers that somebody proposed for the FAQ. */
  drafts: Pick<FaqDrafts, 'all' | 'read' | 'remove'>;
  /** Writes knowledge by the same checks as every other save. */
  writer: KnowledgeWriter;
  figures: (week: string) => Promise<Figures>;
  /** The bot over some knowledge at a moment, for looking only. */
  botAt: (live: Live, at: Date) => RunTurn;
  /** Days that a question without an answer is kept. */
  unansweredDays: number;
}
