import { type Activity, type BotAdapter, TurnContext } from 'botbuilder-core';
import { type Dialog, DialogContext, DialogSet } from 'botbuilder-dialogs';

/** What the bot does with one turn. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

/** Where the framework looks for the memory scopes of a turn; where it finds none, it builds them. */
const SCOPES = 'DialogStateManagerConfiguration';

/**
 * The root dialog as turn logic. The stack begins empty each turn and nothing of it is stored (see OneTurnDialog). Two things
 * that the dialogs would make anew on every turn are preset: the `settings` scope, from all environment variables, and the
 * memory scopes themselves, which hold nothing of a turn.
 */
export function turnLogic(root: Dialog): TurnLogic {
  const dialogs = new DialogSet().add(root);
  const nowhere = new TurnContext({} as BotAdapter, {});
  const scopes = new DialogContext(dialogs, nowhere, { dialogStack: [] }).state.configuration;
  return async (context) => {
    if (!isForBot(context.activity)) return;
    context.turnState.set('settings', {});
    context.turnState.set(SCOPES, scopes);
    const dc = new DialogContext(dialogs, context, { dialogStack: [] });
    await dc.beginDialog(root.id);
  };
}

/** Messages, and the arrival of somebody else than the bot. */
function isForBot({ type, membersAdded, recipient }: Activity): boolean {
  if (type === 'message') return true;
  return type === 'conversationUpdate' && Boolean(membersAdded?.some(({ id }) => id !== recipient?.id));
}
