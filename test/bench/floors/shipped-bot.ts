import {
  type Activity,
  ActivityHandler,
  BotAdapter,
  ConversationState,
  MemoryStorage,
  type ResourceResponse,
  TurnContext,
  UserState,
} from 'botbuilder';

/** What a bot says to a message. */
export type Reply = (activity: Partial<Activity>) => Partial<Activity>;

/** A bot without transport, as the framework's guides build the plainest one. */
export interface ShippedBot {
  /** Runs a turn of a user; returns the replies. */
  say(user: string, activity: Partial<Activity>): Promise<Partial<Activity>[]>;
}

// About what a conversation of some turns holds.
const FILLER = 'あ'.repeat(650);

/** ActivityHandler with ConversationState and UserState of 2 KB each as shipped, over MemoryStorage. */
export function shippedBot(reply: Reply): ShippedBot {
  const storage = new MemoryStorage();
  const conversations = new ConversationState(storage);
  const users = new UserState(storage);
  const talk = conversations.createProperty<{ turns: number; filler: string }>('talk');
  const person = users.createProperty<{ turns: number; filler: string }>('person');
  const handler = new ActivityHandler();
  handler.onMessage(async (context, next) => {
    const held = await Promise.all([talk, person].map((one) => one.get(context, { turns: 0, filler: FILLER })));
    for (const state of held) state.turns += 1;
    await context.sendActivity(reply(context.activity));
    await next();
  });
  const adapter = new ListAdapter();
  const say = (user: string, activity: Partial<Activity>) =>
    adapter.take(addressed(user, activity), async (context) => {
      await handler.run(context);
      await conversations.saveChanges(context);
      await users.saveChanges(context);
    });
  return { say };
}

/** An activity as a channel stamps it. */
export function addressed(user: string, activity: Partial<Activity>): Partial<Activity> {
  return {
    type: 'message',
    channelId: 'bench',
    serviceUrl: 'urn:bench',
    from: { id: user, name: '', role: 'user' },
    recipient: { id: 'bot', name: '', role: 'bot' },
    conversation: { id: user, isGroup: false, conversationType: 'personal', name: '' },
    ...activity,
  };
}

/** An adapter that keeps the replies of a turn in a list. */
export class ListAdapter extends BotAdapter {
  private sent: Partial<Activity>[] = [];

  async take(
    activity: Partial<Activity>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<Partial<Activity>[]> {
    this.sent = [];
    const sent = this.sent;
    await this.runMiddleware(new TurnContext(this, activity as Activity), logic);
    return sent;
  }

  override async sendActivities(_: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    this.sent.push(...activities.filter(({ type }) => type !== 'trace'));
    return activities.map(() => ({ id: '' }));
  }

  override async updateActivity(): Promise<void> {}

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {}
}
