import type { TurnContext } from 'botbuilder-core';
import { detectLanguage } from './domain/answer/detect-language.js';
import { answerOf, criterionOf } from './domain/eligibility/criteria.js';
import type { Eligibility } from './domain/eligibility/eligibility.js';
import { findCriterion } from './domain/eligibility/find-criterion.js';
import { matchAnswer } from './domain/eligibility/match-answer.js';
import { isQuestion } from './domain/eligibility/question-shape.js';
import { followUp } from './domain/follow-up.js';
import { normalizePhrase } from './domain/normalize-phrase.js';
import {
  COMMANDS,
  type Command,
  type GivenAnswer,
  type Intent,
  type QuizSituation,
  type Situation,
  understand,
} from './domain/understand.js';
import type { Live, Services } from './live.js';
import { staffActIn } from './staff-question/staff-act-in.js';
import { type ChatState, type QuizState, stateOf } from './state.js';
import type { Texts } from './texts.js';
import { liveIn } from './turn.js';

/** What the turn's message means in this conversation; who joins it is welcome. */
export function hear(context: TurnContext, services: Services): Intent {
  const { type, text, value } = context.activity;
  if (type === 'conversationUpdate') return { kind: 'welcome' };
  const situation = situationOf(stateOf(context), liveIn(context, services), services.texts);
  return understand({ text, value }, { ...situation, staffAct: staffActIn(context, services, situation.phrases) });
}

function situationOf(state: ChatState, live: Live, texts: Texts): Situation {
  const { language, quiz } = state;
  const { knowledge, engine } = live;
  const rules = knowledge.eligibility;
  const detect = (text: string) => detectLanguage(text, language, texts.languages);
  const toChange = (text: string) => findCriterion(rules, text, detect(text), quiz?.answers ?? {});
  return {
    language,
    languages: texts.languages,
    phrases: phrasesOf(texts),
    quiz: quiz?.asking === undefined ? undefined : quizSituation(quiz, quiz.asking, live, detect),
    changes: quiz?.done ? { toChange } : undefined,
    last: state.last,
    detect,
    decide: (text, tongue) => engine.decide(text, tongue),
    followUp: (text, tongue) =>
      leaningOf(texts).has(normalizePhrase(text))
        ? followUp(text, tongue, state.last, knowledge.entries, engine)
        : undefined,
    knows: {
      entry: (id) => knowledge.entries.some((entry) => entry.id === id),
      criterion: (id) => criterionOf(rules, id) !== undefined,
      answer: (id, key) => {
        const criterion = criterionOf(rules, id);
        return criterion !== undefined && answerOf(criterion, key) !== undefined;
      },
    },
  };
}

function quizSituation(quiz: QuizState, asking: string, live: Live, detect: (text: string) => string): QuizSituation {
  const rules = live.knowledge.eligibility;
  return {
    asking,
    confirming: quiz.confirming,
    toChange: (text) => findCriterion(rules, text, detect(text), quiz.answers),
    correction: (text) => correctionOf(rules, quiz, text, detect(text)),
    asks: (text) => isQuestion(text),
    yesNo: (text) => {
      const said = normalizePhrase(text);
      const means = (key: 'yes' | 'no') =>
        Object.values(rules.common[key]).some((words) => words.some((word) => normalizePhrase(word) === said));
      return means('yes') ? 'yes' : means('no') ? 'no' : undefined;
    },
    match: (text) => {
      const match = matchAnswer(rules, asking, text, detect(text));
      if (match.kind === 'none') return { kind: 'none' };
      const answer = { criterion: asking, key: match.key };
      if (match.kind === 'unsure') return { kind: 'unsure', answer };
      return { kind: 'sure', answers: [answer, ...(match.also ?? [])] };
    },
  };
}

/** Another answer to the question answered last, said in so many words; a bare yes or no is none. */
function correctionOf(rules: Eligibility, quiz: QuizState, text: string, language: string): GivenAnswer | undefined {
  const criterion = Object.keys(quiz.answers).at(-1);
  if (!criterion || criterion === quiz.asking || isQuestion(text)) return undefined;
  const match = matchAnswer(rules, criterion, text, language);
  const common = ['yes', 'no', 'unsure'].includes(match.kind === 'sure' ? match.key : '');
  if (match.kind !== 'sure' || common || match.key === quiz.answers[criterion]) return undefined;
  return { criterion, key: match.key };
}

const leaning = new WeakMap<Texts, Set<string>>();

/** Questions that mean nothing without the answer before them; made once. */
function leaningOf(texts: Texts): Set<string> {
  const held = leaning.get(texts);
  if (held) return held;
  const words = texts.languages.flatMap((language) => texts.words(language, 'commands.lean'));
  const made = new Set(words.map(normalizePhrase));
  leaning.set(texts, made);
  return made;
}

const phrases = new WeakMap<Texts, Situation['phrases']>();

/** The phrases of all commands in all languages; made once. */
function phrasesOf(texts: Texts): Situation['phrases'] {
  const held = phrases.get(texts);
  if (held) return held;
  const made = new Map<string, Command | `language:${string}`>();
  for (const language of texts.languages) {
    for (const command of COMMANDS) {
      for (const phrase of texts.words(language, `commands.${command}`)) made.set(normalizePhrase(phrase), command);
      made.set(normalizePhrase(texts.say(language, `bot.button.${command}`)), command);
    }
    for (const phrase of texts.words(language, 'commands.language'))
      made.set(normalizePhrase(phrase), `language:${language}`);
  }
  phrases.set(texts, made);
  return made;
}
