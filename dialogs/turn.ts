import type { Activity, TurnContext } from 'botbuilder-core';
import type { Language } from './domain/content/knowledge.js';
import type { Intent } from './domain/understand.js';
import type { Live, Services } from './live.js';
import { heardIn } from './recognizer.js';
import { type ChatState, stateOf } from './state.js';
import { Voice } from './voice.js';

/** One turn as the dialogs see it: what was meant, what is remembered, how to speak. */
export class Turn {
  readonly state: ChatState;
  readonly live: Live;

  constructor(
    readonly context: TurnContext,
    readonly services: Services,
  ) {
    this.state = stateOf(context);
    this.live = liveIn(context, services);
  }

  get language(): Language {
    return this.state.language;
  }

  get channel(): string {
    return this.context.activity.channelId ?? '';
  }

  /** The meaning of the message, which the trigger has made sure is of this kind. */
  intent<K extends Intent['kind']>(kind: K): Extract<Intent, { kind: K }> {
    const intent = heardIn(this.context);
    if (intent?.kind !== kind) throw new Error(`dialog for ${kind} began on ${intent?.kind ?? 'no intent'}`);
    return intent as Extract<Intent, { kind: K }>;
  }

  /** How to speak in a language; the conversation's own unless said otherwise. */
  voice(language: Language = this.language): Voice {
    return new Voice(this.services.texts, this.live.knowledge, language || this.language, this.services.now());
  }

  async send(...activities: Partial<Activity>[]): Promise<void> {
    await this.context.sendActivities(activities);
  }
}

const LIVE = Symbol('live knowledge');

/** The knowledge that serves this turn: a change of the files takes effect with the next one. */
export function liveIn(context: TurnContext, services: Services): Live {
  const held = context.turnState.get<Live>(LIVE);
  if (held) return held;
  const live = services.live();
  context.turnState.set(LIVE, live);
  return live;
}
