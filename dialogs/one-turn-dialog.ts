import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Services } from './live.js';
import { Turn } from './turn.js';

/** What a dialog does with its turn. */
export type Act = (turn: Turn) => Promise<void>;

/**
 * A dialog that says its piece and ends. What must last is in the state, not on the stack: so every message finds the
 * conversation idle, whatever was open before, and an update of the program cannot strand anybody in an old dialog.
 */
export class OneTurnDialog extends Dialog {
  constructor(
    id: string,
    private readonly services: Services,
    private readonly act: Act,
  ) {
    super(id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await this.act(new Turn(dc.context, this.services));
    return dc.endDialog();
  }
}
