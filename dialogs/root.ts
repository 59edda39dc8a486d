import { AdaptiveDialog, BeginDialog, OnIntent } from 'botbuilder-dialogs-adaptive';
import { changeLanguage, greet, obey } from './commands.js';
import type { Intent } from './domain/understand.js';
import { admit, chat, refuseStale, suggest } from './fallback.js';
import { answerEntries } from './faq.js';
import { hear } from './hear.js';
import { IntentSelector } from './intent-selector.js';
import type { Services } from './live.js';
import { type Act, OneTurnDialog } from './one-turn-dialog.js';
import { changeAnswer, confirmAnswer, missAnswer, takeAnswers } from './quiz/answer.js';
import { askAgain } from './quiz/ask.js';
import { UnderstandingRecognizer } from './recognizer.js';

/** Which intent leads where. */
const LEADS: Record<Intent['kind'], Act> = {
  welcome: greet,
  command: obey,
  language: thenAskAgain(changeLanguage),
  faq: thenAskAgain(answerEntries),
  suggest: thenAskAgain(suggest),
  smalltalk: thenAskAgain(chat),
  unanswered: thenAskAgain(admit),
  answer: takeAnswers,
  'confirm-answer': confirmAnswer,
  change: changeAnswer,
  'missed-answer': missAnswer,
  stale: thenAskAgain(refuseStale),
};

/** The trunk of every conversation: hears what is meant and lets the dialog for it speak. */
export function rootDialog(services: Services): AdaptiveDialog {
  const root = new AdaptiveDialog('root').configure({
    recognizer: new UnderstandingRecognizer((context) => hear(context, services)),
    selector: new IntentSelector(),
    autoEndDialog: true,
  });
  for (const [intent, act] of Object.entries(LEADS)) root.dialogs.add(new OneTurnDialog(intent, services, act));
  root.triggers = Object.keys(LEADS).map((intent) => new OnIntent(intent, [], [new BeginDialog(intent)]));
  return root;
}

/** After an interruption the open question of the quiz comes back, once. */
function thenAskAgain(act: Act): Act {
  return async (turn) => {
    await act(turn);
    await askAgain(turn);
  };
}
