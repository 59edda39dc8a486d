import type { Activity } from 'botbuilder-core';
import type { Language } from '../dialogs/domain/content/knowledge.js';
import type { ChatState } from '../dialogs/state.js';
import { newState, STATE } from '../dialogs/state.js';
import { type ChannelAdapter, LOCAL_SERVICE } from './adapter.js';
import type { ConversationRecord } from './conversations/conversation.js';
import type { RunTurn } from './conversations/local-conversations.js';
import type { LogChange } from './conversations/log.js';
import { copyJson } from './copy-json.js';
import type { TurnLogic } from './run-turn.js';

/** What turns of the local channels need. */
export interface LocalTurnsOptions {
  adapter: ChannelAdapter;
  logic: TurnLogic;
  languages: Language[];
  /** The apology for a turn that failed, in the conversation's language. Gets the id that the log line carries. */
  apology: (language: Language, id: string) => Partial<Activity>;
  newId: () => string;
  /** Told of every failed turn: an error is logged by its id, never shown. */
  onError: (error: unknown, id: string) => void;
}

/** The account that the bot speaks from. */
export const BOT_ACCOUNT = { id: 'assistant', name: '', role: 'bot' } as const;

/** Runs turns of the channels that this process serves itself. A turn that fails changes nothing but the log. */
export function localTurns({ adapter, logic, languages, apology, newId, onError }: LocalTurnsOptions): RunTurn {
  return async (record, activity) => {
    const state = copyJson(record.state.chat as ChatState | undefined) ?? newState(languageOf(record, languages));
    try {
      const changes = await adapter.runLocalTurn(
        addressed(record, activity),
        (context) => context.turnState.set(STATE, state),
        logic,
      );
      return { changes: changes.map(kept), state: { ...record.state, chat: state } };
    } catch (error) {
      const id = newId().slice(0, 8);
      onError(error, id);
      return {
        changes: [{ kind: 'append', activity: spoken(record, apology(state.language, id)) }],
        state: record.state,
      };
    }
  };
}

/** A change as it is kept: to whom and where stands in the record, and need not stand in every row again. */
function kept(change: LogChange): LogChange {
  if (change.kind === 'delete') return change;
  const { serviceUrl: _serviceUrl, conversation: _conversation, recipient: _recipient, ...activity } = change.activity;
  return { ...change, activity } as LogChange;
}

function languageOf(record: ConversationRecord, languages: Language[]): Language {
  const tag = record.locale.toLowerCase();
  return languages.find((language) => tag.startsWith(language)) ?? languages[0] ?? '';
}

/** The activity with who, where and to whom; what the client said of these has been overwritten by the channel. */
function addressed(record: ConversationRecord, activity: Partial<Activity>): Partial<Activity> {
  return {
    ...activity,
    channelId: record.channelId,
    serviceUrl: LOCAL_SERVICE,
    conversation: { id: record.id, isGroup: false, conversationType: 'personal', name: '' },
    from: { id: record.user.id, name: '', role: 'user' },
    recipient: { ...BOT_ACCOUNT },
  };
}

function spoken(record: ConversationRecord, activity: Partial<Activity>): Partial<Activity> {
  return {
    ...activity,
    channelId: record.channelId,
    conversation: { id: record.id, isGroup: false, conversationType: 'personal', name: '' },
    from: { ...BOT_ACCOUNT },
    recipient: { id: record.user.id, name: '', role: 'user' },
  };
}
