import {
  type Activity,
  CloudAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import type { LogChange } from './conversations/log.js';
import { newId } from './new-id.js';
import type { TurnLogic } from './run-turn.js';

const CHANGES = Symbol('changes to the log');

/** Marks turns of the channels that the process serves itself. */
export const LOCAL_SERVICE = 'urn:local';

/**
 * The one adapter. Every turn writes its replies into a list, which is stored with the state in one go: in the log of a
 * conversation that this process serves itself (web page, console), or in the outbox of one on the Bot Framework's channels.
 * Only what is begun without `runLocalTurn` would go out by the framework's own connector.
 */
export class ChannelAdapter extends CloudAdapter {
  /** Runs a turn here, with nothing sent yet; returns what the bot said and changed, in order. */
  async runLocalTurn(
    activity: Partial<Activity>,
    prepare: (context: TurnContext) => void,
    logic: TurnLogic,
  ): Promise<LogChange[]> {
    const changes: LogChange[] = [];
    const context = new TurnContext(this, activity as Activity);
    context.turnState.set(CHANGES, changes);
    prepare(context);
    await this.runMiddleware(context, logic);
    return changes;
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const changes = changesOf(context);
    if (!changes) return super.sendActivities(context, activities);
    return activities.map((activity) => {
      if (activity.type === 'delay' || activity.type === 'trace') return { id: '' };
      // Named here already, so that a later turn can replace it; the Bot Framework's channels give names of their own.
      const id = context.activity.serviceUrl === LOCAL_SERVICE ? newId() : '';
      changes.push({ kind: 'append', activity: id ? { ...activity, id } : activity });
      return { id };
    });
  }

  // biome-ignore lint/suspicious/noConfusingVoidType: the signature is the framework's
  override async updateActivity(context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse | void> {
    const changes = changesOf(context);
    if (!changes) return super.updateActivity(context, activity);
    if (activity.id) changes.push({ kind: 'update', activity: { ...activity, id: activity.id } });
    return { id: activity.id ?? '' };
  }

  override async deleteActivity(context: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    const changes = changesOf(context);
    if (!changes) return super.deleteActivity(context, reference);
    if (reference.activityId) changes.push({ kind: 'delete', id: reference.activityId });
  }
}

function changesOf(context: TurnContext): LogChange[] | undefined {
  return context.turnState.get<LogChange[]>(CHANGES);
}
