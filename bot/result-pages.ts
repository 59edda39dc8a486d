import type { KeptResult, Live } from '../dialogs/live.js';
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
  /** Unguessable: who knows the address may read the page. */
  newId: () => string;
  /** Where the pages are, e.g. `https://chat.example.go.jp/`. */
  baseUrl: () => string;
  styleUrl: () => string;
}

/** Printable results under unguessable addresses: answers only, no names; erased with the conversations' retention. */
export function resultPages({ store, texts, live, now, newId, baseUrl, styleUrl }: ResultPagesOptions) {
  return {
    /** Keeps a result; resolves with the address of its page. */
    keep: async (result: KeptResult): Promise<string> => {
      const id = newId();
      await store.write(`result/${id}`, result, 'absent');
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
