import type { Activity, RecognizerResult } from 'botbuilder-core';
import { type DialogContext, type DialogEvent, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import { ActionContext, AdaptiveDialog, AdaptiveEvents, OnIntent } from 'botbuilder-dialogs-adaptive';

const CHANGES = Symbol('changes to the sequence of actions');

/**
 * An adaptive dialog of which each turn is one intent: it hears, the trigger of the intent speaks, and it ends. What the
 * framework would raise before (beginDialog, activityReceived, recognizeUtterance) and weigh after is not, for no trigger
 * waits for it; and there is one context of actions a turn.
 */
export class RootDialog extends AdaptiveDialog {
  protected override async onPreBubbleEvent(dc: DialogContext, event: DialogEvent): Promise<boolean> {
    return event.name === AdaptiveEvents.beginDialog || super.onPreBubbleEvent(dc, event);
  }

  protected override async continueActions(dc: DialogContext): Promise<DialogTurnResult> {
    const actions = new ActionContext(this.dialogs, dc, { dialogStack: [] }, [], CHANGES);
    await this.onRecognize(actions, dc.context.activity);
    const [trigger] = await this.selector.select(actions);
    for (const change of (await trigger?.execute(actions)) ?? []) actions.queueChanges(change);
    await actions.applyChanges();
    for (const { dialogId, options } of actions.actions) await actions.beginDialog(dialogId, options);
    // The stack ends with the turn: there is nothing to be taken off it.
    return { status: DialogTurnStatus.complete };
  }

  /** Made of all triggers' conditions otherwise, for stacks that outlive a version of the program. None does here. */
  protected override getInternalVersion(): string {
    return '';
  }

  protected override async onRecognize(actions: ActionContext, activity: Activity): Promise<RecognizerResult> {
    return this.recognizer!.recognize(actions, activity);
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
