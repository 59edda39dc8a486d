import type { TurnContext } from 'botbuilder-core';
import { normalizePhrase } from '../domain/normalize-phrase.js';
import type { QuestionAct } from '../domain/staff/question-act.js';
import { PHRASED_ACTS, type PhrasedAct, typedAct } from '../domain/staff/typed-act.js';
import type { Services } from '../live.js';
import { stateOf } from '../state.js';
import type { Texts } from '../texts.js';

/** Reads typed texts as acts on questions to the staff, in this conversation; undefined where none are taken. */
export function staffActIn(
  context: TurnContext,
  { questions, texts }: Services,
  commands: ReadonlyMap<string, string>,
): ((text: string) => QuestionAct | undefined) | undefined {
  if (!questions) return undefined;
  const { forms = [], quiz } = stateOf(context);
  const form = forms.findLast(({ by }) => by === context.activity.from?.id);
  return (text) =>
    typedAct(text, {
      phrases: phrasesOf(texts),
      isCommand: (typed) => commands.has(normalizePhrase(typed)),
      form: form && { writing: form.writing !== undefined, aside: form.aside === true },
      quizOpen: quiz?.asking !== undefined,
    });
}

const made = new WeakMap<Texts, ReadonlyMap<string, PhrasedAct>>();

/** The phrases of all acts in all languages; made once. */
function phrasesOf(texts: Texts): ReadonlyMap<string, PhrasedAct> {
  const held = made.get(texts);
  if (held) return held;
  const phrases = texts.languages.flatMap((language) =>
    PHRASED_ACTS.flatMap((act) =>
      texts.words(language, `commands.question-${act}`).map((phrase) => [normalizePhrase(phrase), act] as const),
    ),
  );
  const map = new Map(phrases);
  made.set(texts, map);
  return map;
}
