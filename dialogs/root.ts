import type { AdaptiveDialog } from 'botbuilder-dialogs-adaptive';
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
import { OnIntentBegin, RootDialog } from './root-dialog.js';
import { actOnQuestions } from './staff-question/act-on-questions.js';
import { isWriting, layFormsAside } from './staff-question/forms.js';
import { noting } from './staff-question/recent-turns.js';

/** Which intent leads where. */
const LEADS: Record<Intent['kind'], Act> = {
  welcome: greet,
  command: obey,
  language: thenAskAgain(changeLanguage),
  faq: thenAskAgain(noting(answerEntries)),
  suggest: thenAskAgain(noting(suggest)),
  smalltalk: thenAskAgain(chat),
  unanswered: thenAskAgain(noting(admit)),
  answer: takeAnswers,
  'confirm-answer': confirmAnswer,
  change: changeAnswer,
  'missed-answer': missAnswer,
  'staff-question': thenAskAgain(actOnQuestions),
  stale: thenAskAgain(refuseStale),
};

/** The trunk of every conversation: hears what is meant and lets the dialog for it speak. */
export function rootDialog(services: Services): AdaptiveDialog {
  const root = new RootDialog('root').configure({
    recognizer: new UnderstandingRecognizer((context) => hear(context, services)),
    selector: new IntentSelector(),
  });
  for (const [intent, act] of Object.entries(LEADS))
    root.dialogs.add(new OneTurnDialog(intent, services, leavingForm(intent, act)));
  root.triggers = Object.keys(LEADS).map((intent) => new OnIntentBegin(intent));
  return root;
}

/** A form is laid aside when something else was meant than to fill it in; not by a text that is too long or empty for it. */
function leavingForm(intent: string, act: Act): Act {
  if (intent === 'staff-question') return act;
  return (turn) => {
    if (intent !== 'unanswered' || !isWriting(turn)) layFormsAside(turn);
    return act(turn);
  };
}

/** After an interruption the open question of the quiz comes back, once. */
function thenAskAgain(act: Act): Act {
  return async (turn) => {
    await act(turn);
    await askAgain(turn);
  };
}
