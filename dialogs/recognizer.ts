import type { Activity, RecognizerResult, TurnContext } from 'botbuilder-core';
import type { DialogContext } from 'botbuilder-dialogs';
import { Recognizer } from 'botbuilder-dialogs';
import type { Intent } from './domain/understand.js';

const HEARD = Symbol('heard');

/** What the turn's message means, once the recognizer has run. */
export function heardIn(context: TurnContext): Intent | undefined {
  return context.turnState.get<Intent>(HEARD);
}

/** Adapts `understand` to the dialogs: one intent a turn, found once however often the dialogs ask. */
export class UnderstandingRecognizer extends Recognizer {
  constructor(private readonly understand: (context: TurnContext) => Intent) {
    super();
  }

  override async recognize(dc: DialogContext, activity: Partial<Activity>): Promise<RecognizerResult> {
    const intent = heardIn(dc.context) ?? this.understand(dc.context);
    dc.context.turnState.set(HEARD, intent);
    return { text: activity.text ?? '', intents: { [intent.kind]: { score: 1 } }, entities: {} };
  }
}
