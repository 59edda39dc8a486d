import { refuseStale } from '../fallback.js';
import type { Turn } from '../turn.js';
import { beginForm, dropForm, rewriteForm, writeIntoForm } from './fill-form.js';
import { stopWriting } from './forms.js';
import { beginReply, lookUpQuestion, tellOwnQuestions, tellQuestion, withdrawQuestion } from './own-questions.js';
import { sendForm } from './send-form.js';

/** Which act on questions to the staff leads where. */
export async function actOnQuestions(turn: Turn): Promise<void> {
  if (!turn.services.questions) return refuseStale(turn);
  const { act } = turn.intent('staff-question');
  if (act.question !== 'write') stopWriting(turn);
  switch (act.question) {
    case 'new':
      return beginForm(turn);
    case 'write':
      return writeIntoForm(turn, act.text);
    case 'rewrite':
      return rewriteForm(turn, 'text', act.form);
    case 'company':
      return rewriteForm(turn, 'company', act.form);
    case 'drop':
      return dropForm(turn, act.form);
    case 'send':
      return sendForm(turn, act);
    case 'mine':
      return tellOwnQuestions(turn);
    case 'show':
      return tellQuestion(turn, act.number);
    case 'withdraw':
      return withdrawQuestion(turn, act.number, act.sure === true);
    case 'reply':
      return beginReply(turn, act.number);
    case 'look-up':
      return lookUpQuestion(turn, act.number, act.code);
  }
}
