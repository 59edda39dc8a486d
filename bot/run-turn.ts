import type { Activity, TurnContext } from 'botbuilder-core';
import { type Dialog, DialogContext, DialogSet } from 'botbuilder-dialogs';

/** What the bot does with one turn. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

/**
 * The root dialog as turn logic. The stack begins empty each turn and nothing of it is stored (see OneTurnDialog); the
 * `settings` scope is preset, or the dialogs would rebuild it from all environment variables on every turn.
 */
export function turnLogic(root: Dialog): TurnLogic {
  const dialogs = new DialogSet().add(root);
  return async (context) => {
    if (!isForBot(context.activity)) return;
    context.turnState.set('settings', {});
    const dc = new DialogContext(dialogs, context, { dialogStack: [] });
    await dc.beginDialog(root.id);
  };
}

/** Messages, and the arrival of somebody else than the bot. */
function isForBot({ type, membersAdded, recipient }: Activity): boolean {
  if (type === 'message') return true;
  return type === 'conversationUpdate' && Boolean(membersAdded?.some(({ id }) => id !== recipient?.id));
}
