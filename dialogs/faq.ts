import type { Activity, CardAction } from 'botbuilder-core';
import type { Entry } from './domain/content/knowledge.js';
import { staffAction } from './staff-question/offer.js';
import type { Turn } from './turn.js';
import type { Voice } from './voice.js';

/** Answers the entries that were asked, one activity each; the next steps hang on the last. */
export async function answerEntries(turn: Turn): Promise<void> {
  const { ids, language } = turn.intent('faq');
  await tellEntries(turn, ids, turn.voice(language));
}

/** Tells entries by id; ids that no longer exist are passed over. */
export async function tellEntries(turn: Turn, ids: string[], voice: Voice): Promise<void> {
  const entries = ids.flatMap((id) => turn.live.knowledge.entries.find((entry) => entry.id === id) ?? []);
  const last = entries.at(-1);
  await turn.send(
    ...entries.map((entry) => answerActivity(voice, entry, entry === last ? nextSteps(turn, voice, entry) : [])),
  );
  if (entries.length > 0) turn.state.last = entries.map(({ id }) => id);
}

/** The longer explanation of what was answered last. */
export async function tellMore(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const entry = lastEntry(turn);
  if (!entry) return turn.send(voice.message(voice.say('more-what'), { actions: menuActions(voice) }));
  const more = entry.text[voice.language]?.more;
  const text = more ? `${voice.fill(more)}\n\n${voice.source(entry.sections)}` : voice.say('more-none');
  await turn.send(
    voice.message(text, { meaning: more ? meaningOf(entry) : undefined, actions: nextSteps(turn, voice, entry) }),
  );
}

/** What the last answer rests on, with its longer explanation. */
export async function tellGrounds(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const entry = lastEntry(turn);
  if (!entry) return turn.send(voice.message(voice.say('reason-none'), { actions: menuActions(voice) }));
  const grounds = voice.say('reason', { sections: voice.sections(entry.sections) });
  const more = entry.text[voice.language]?.more;
  const text = [grounds, more ? voice.fill(more) : voice.say('more-none')].join('\n\n');
  await turn.send(voice.message(text, { meaning: meaningOf(entry), actions: nextSteps(turn, voice, entry) }));
}

/** The entry answered last; of two, the one that has more to say. */
function lastEntry(turn: Turn): Entry | undefined {
  const entries = turn.state.last.flatMap((id) => turn.live.knowledge.entries.find((entry) => entry.id === id) ?? []);
  return entries.find((entry) => entry.text[turn.language]?.more) ?? entries[0];
}

/** The buttons under the greeting and the menu. */
export function menuActions(voice: Voice): CardAction[] {
  return (['explain', 'quiz', 'scope', 'contact'] as const).map((command) => voice.command(command));
}

function answerActivity(voice: Voice, entry: Entry, actions: CardAction[]): Partial<Activity> {
  const text = voice.fill(entry.text[voice.language]!.answer);
  return voice.message(`${text}\n\n${voice.source(entry.sections)}`, { meaning: meaningOf(entry), actions });
}

function meaningOf(entry: Entry) {
  return { type: 'knowledge', id: entry.id, sections: entry.sections };
}

/** Related entries offered under an answer: more would push the answer off a phone. */
const SHOWN_RELATED = 2;

function nextSteps(turn: Turn, voice: Voice, entry: Entry): CardAction[] {
  const more = entry.text[voice.language]?.more ? [voice.command('more')] : [];
  const related = entry.related.slice(0, SHOWN_RELATED).flatMap((id) => voice.ask(id) ?? []);
  const staff = turn.services.questions ? [staffAction(turn, voice)] : [];
  return [...more, ...related, ...staff, voice.command('menu')];
}
