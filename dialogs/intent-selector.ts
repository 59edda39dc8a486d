import { type ActionContext, type OnCondition, OnIntent, TriggerSelector } from 'botbuilder-dialogs-adaptive';
import { heardIn } from './recognizer.js';

/**
 * Picks the one trigger of the turn's intent by name, without evaluating the conditions of all the others; so the cost of a
 * turn does not grow with the number of triggers.
 */
export class IntentSelector extends TriggerSelector {
  private byIntent = new Map<string, OnCondition>();

  override initialize(triggers: OnCondition[]): void {
    this.byIntent = new Map(
      triggers.flatMap((trigger) => (trigger instanceof OnIntent ? [[trigger.intent, trigger]] : [])),
    );
  }

  override async select({ context }: ActionContext): Promise<OnCondition[]> {
    const trigger = this.byIntent.get(heardIn(context)?.kind ?? '');
    return trigger ? [trigger] : [];
  }
}
