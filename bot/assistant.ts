import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Live, Services } from '../dialogs/live.js';
import { rootDialog } from '../dialogs/root.js';
import type { QuestionDesk } from '../dialogs/staff-question/question-desk.js';
import type { Texts } from '../dialogs/texts.js';
import { Voice } from '../dialogs/voice.js';
import { ChannelAdapter } from './adapter.js';
import type { RunTurn } from './conversations/local-conversations.js';
import { localTurns } from './local-turns.js';
import { newId } from './new-id.js';
import { turnLogic } from './run-turn.js';

/** What the assistant is made of. */
export interface AssistantOptions {
  texts: Texts;
  live: () => Live;
  now: () => Date;
  /** Settings of the Bot Framework's own channels; empty for none. */
  botFramework?: Record<string, string>;
  keepResult?: Services['keepResult'];
  questions?: QuestionDesk;
  onError: (error: unknown, id: string) => void;
}

/** The assistant without any transport: the adapter, and how it takes a turn of a local conversation. */
export interface Assistant {
  adapter: ChannelAdapter;
  logic: ReturnType<typeof turnLogic>;
  runTurn: RunTurn;
  /** What is said after a turn that failed; `id` is the number to quote. */
  apology: (language: string, id: string) => Partial<Activity>;
}

/** Puts the dialogs, the adapter and the turns together. */
export function createAssistant({
  texts,
  live,
  now,
  botFramework = {},
  keepResult,
  questions,
  onError,
}: AssistantOptions): Assistant {
  const services: Services = { texts, live, now, keepResult, questions };
  const adapter = new ChannelAdapter(new ConfigurationBotFrameworkAuthentication(botFramework));
  const logic = turnLogic(rootDialog(services));
  const apology = (language: string, id: string) => {
    const voice = new Voice(texts, live().knowledge, language, now());
    return voice.message(voice.say('error', { id }));
  };
  const runTurn = localTurns({ adapter, logic, languages: texts.languages, apology, newId, onError });
  return { adapter, logic, runTurn, apology };
}
