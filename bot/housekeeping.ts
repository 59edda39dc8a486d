import { randomBytes } from 'node:crypto';
import type { Config } from './config.js';
import type { Log } from './http/log.js';
import type { Storage } from './open-storage.js';
import { ConflictError } from './storage/record-store.js';
import { type RetentionJob, startRetention } from './storage/retention.js';

const FIRST_SWEEP_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Days that questions to staff stay after their last change: they may be records with a period of their own. */
const QUESTION_DAYS = 365;

/** Days that opinions about answers stay; they hold nothing of a person. */
const FEEDBACK_DAYS = 365;

/** Days that questions without an answer stay after they were asked last, masked. */
export const UNANSWERED_DAYS = 180;

/** Days that counts stay, so that a year can be compared with the one before. */
const TALLY_DAYS = 800;

/** Erases what is past its age, soon after the start and every hour; returns what ends the job. */
export function keepHouse(
  { RETENTION_DAYS: days }: Config,
  { store, discardDamaged }: Storage,
  log: Log,
): () => Promise<void> {
  const job: RetentionJob = {
    store,
    days: {
      conversation: days,
      result: days,
      feedback: FEEDBACK_DAYS,
      unanswered: UNANSWERED_DAYS,
      tally: TALLY_DAYS,
      question: QUESTION_DAYS,
      'question-form': QUESTION_DAYS,
      'question-asker': QUESTION_DAYS,
    },
    now: Date.now,
    discardDamaged: discardDamaged && { days, discard: discardDamaged },
    repeat: hourly,
    onSwept: (swept) => log.info({ swept }, 'records past their age are erased'),
    onError: (error) =>
      log.error({ err: error }, 'erasing records past their age failed; it is tried again in an hour'),
  };
  return startRetention(job);
}

function hourly(task: () => Promise<void>): () => void {
  const first = setTimeout(task, FIRST_SWEEP_MS);
  const timer = setInterval(task, HOUR_MS);
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}

/** The key that signs tokens, made at the first start and kept, so that tokens outlive a restart. */
export async function keptSecret({ store }: Pick<Storage, 'store'>): Promise<string> {
  const held = await store.read<{ secret: string }>('secret/tokens');
  if (held) return held.value.secret;
  const secret = randomBytes(32).toString('base64url');
  try {
    await store.write('secret/tokens', { secret }, 'absent');
    return secret;
  } catch (error) {
    if (error instanceof ConflictError) return keptSecret({ store });
    throw error;
  }
}
