import type { Act } from '../one-turn-dialog.js';
import type { Turn } from '../turn.js';

/** How many turns go to the staff with a question, and how much of each, in code points. */
const KEPT = 3;
const CLIP = 300;

/** Does an act, and remembers what was asked and told, for the staff should the question be passed on to them. */
export function noting(act: Act): Act {
  return async (turn) => {
    const told: string[] = [];
    turn.context.onSendActivities((_context, activities, next) => {
      told.push(...activities.flatMap(({ text }) => text ?? []));
      return next();
    });
    await act(turn);
    const asked = clip(askedIn(turn));
    if (!asked || !turn.services.questions) return;
    turn.state.recent = [...(turn.state.recent ?? []), { asked, told: clip(told.join('\n\n')) }].slice(-KEPT);
  };
}

/** What was asked: as typed, or the question of the entry whose button was pressed. */
function askedIn(turn: Turn): string {
  const { text, value } = turn.context.activity;
  const typed = text?.trim();
  if (typed) return typed;
  const id = (value as { ask?: string } | undefined)?.ask;
  return (id && turn.voice().ask(id)?.title) || '';
}

function clip(text: string): string {
  if (text.length <= CLIP) return text;
  // A code point has two units at most.
  const letters = [...text.slice(0, 2 * (CLIP + 1))];
  return letters.length > CLIP ? `${letters.slice(0, CLIP - 1).join('')}…` : text;
}
