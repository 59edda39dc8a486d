import type { Activity, RecognizerResult } from 'botbuilder-core';
import type { DialogEvent, DialogTurnResult } from 'botbuilder-dialogs';
import { type ActionContext, AdaptiveDialog, AdaptiveEvents, OnIntent } from 'botbuilder-dialogs-adaptive';

/**
 * An adaptive dialog of which each turn is one intent: it hears, the trigger of the intent speaks, and it ends. What the
 * framework would raise before (activityReceived, recognizeUtterance) and weigh after is not, for no trigger waits for it.
 */
export class RootDialog extends AdaptiveDialog {
  protected override async processEvent(actions: ActionContext, event: DialogEvent, before: boolean): Promise<boolean> {
    if (event.name !== AdaptiveEvents.beginDialog) return super.processEvent(actions, event, before);
    const value = await this.onRecognize(actions, actions.context.activity);
    return super.processEvent(actions, { name: AdaptiveEvents.recognizedIntent, value, bubble: false }, before);
  }

  protected override async onRecognize(actions: ActionContext, activity: Activity): Promise<RecognizerResult> {
    return this.recognizer!.recognize(actions, activity);
  }

  protected override onEndOfActions(actions: ActionContext): Promise<DialogTurnResult> {
    return actions.endDialog();
  }
}

/** Leads an intent to the dialog of the same name at once, with no scope of actions around it. */
export class OnIntentBegin extends OnIntent {
  override async execute(actions: ActionContext) {
    const changes = await super.execute(actions);
    for (const action of changes.flatMap((change) => change.actions ?? [])) action.dialogId = this.intent;
    return changes;
  }
}
