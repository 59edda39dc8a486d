import { createHmac, randomBytes } from 'node:crypto';
import type { KeptResult, Live, TurnName } from '../dialogs/live.js';
import { intakeOf } from '../dialogs/moment-facts.js';
import { wordResult } from '../dialogs/quiz/result.js';
import type { Texts } from '../dialogs/texts.js';
import { Voice } from '../dialogs/voice.js';
import type { RecordStore } from './storage/record-store.js';
import { resultPageHtml } from './web/result-page.js';

/** What the printable results stand on. */
export interface ResultPagesOptions {
  store: RecordStore;
  texts: Texts;
  live: () => Live;
  now: () => Date;
  /** Makes addresses unguessable: who knows the address may read the page. */
  secret: string;
  /** Where the pages are, e.g. `https://chat.example.go.jp/`. */
  baseUrl: () => string;
  styleUrl: () => string;
}

/** Printable results under unguessable addresses: answers only, no names; erased with the conversations' retention. */
export function resultPages({ store, texts, live, now, secret, baseUrl, styleUrl }: ResultPagesOptions) {
  return {
    /** Keeps a result; resolves with the address of its page. A turn that is run again writes the same page again. */
    keep: async (result: KeptResult, turn: TurnName): Promise<string> => {
      const id = pageId(secret, turn);
      await store.write(`result/${id}`, result, 'any');
      return new URL(`result/${id}`, baseUrl()).href;
    },
    /** The page of a result, worded by the rules that serve now; undefined when there is none (any more). */
    page: async (id: string): Promise<string | undefined> => {
      const kept = (await store.read<KeptResult>(`result/${id}`))?.value;
      if (!kept) return undefined;
      const { knowledge } = live();
      const voice = new Voice(texts, knowledge, kept.language, now());
      const open = intakeOf(knowledge.program, now()).state === 'open';
      const words = wordResult(knowledge.eligibility, kept.answers, voice, open);
      return resultPageHtml({ voice, words, madeOn: new Date(kept.at), styleUrl: styleUrl() });
    },
  };
}

/** 128 bit. Ids of other channels can be guessed; only with the secret do they make an address. */
function pageId(secret: string, { conversation, activity }: TurnName): string {
  const bytes =
    activity === undefined
      ? randomBytes(16)
      : createHmac('sha256', secret)
          .update(JSON.stringify(['result', conversation, activity]))
          .digest();
  return bytes.subarray(0, 16).toString('base64url');
}
