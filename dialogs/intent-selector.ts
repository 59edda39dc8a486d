import { type DialogEvent, TurnPath } from 'botbuilder-dialogs';
import {
  type ActionContext,
  AdaptiveEvents,
  type OnCondition,
  OnIntent,
  TriggerSelector,
} from 'botbuilder-dialogs-adaptive';
import { heardIn } from './recognizer.js';

/**
 * Picks the one trigger of the turn's intent by name, without evaluating the conditions of all the others; so the cost of a
 * turn does not grow with the number of triggers. A person who joins is greeted by the trigger of the intent `welcome`.
 */
export class IntentSelector extends TriggerSelector {
  private byIntent = new Map<string, OnCondition>();

  override initialize(triggers: OnCondition[]): void {
    this.byIntent = new Map(
      triggers.flatMap((trigger) => (trigger instanceof OnIntent ? [[trigger.intent, trigger]] : [])),
    );
  }

  override async select(actions: ActionContext): Promise<OnCondition[]> {
    const trigger = this.byIntent.get(this.intentOf(actions) ?? '');
    return trigger ? [trigger] : [];
  }

  private intentOf(actions: ActionContext): string | undefined {
    const event: DialogEvent = actions.state.getValue(TurnPath.dialogEvent);
    if (event.name === AdaptiveEvents.recognizedIntent) return heardIn(actions.context)?.kind;
    const joined = actions.context.activity.type === 'conversationUpdate';
    return joined && event.name === AdaptiveEvents.activityReceived ? 'welcome' : undefined;
  }
}
