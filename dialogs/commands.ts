import type { Command } from './domain/understand.js';
import { menuActions, tellEntries, tellMore } from './faq.js';
import { handOffToDesk } from './handoff.js';
import type { Act } from './one-turn-dialog.js';
import { quizCommands } from './quiz/quiz-commands.js';
import { newState } from './state.js';
import type { Turn } from './turn.js';

/** The entry that explains the programme, the one that names the desk, and what is not covered (spec: topics.tsv). */
const OVERVIEW = 'program.overview';
const CONTACT = 'contact.overview';
const OUT_OF_SCOPE = [
  'scope.specified-skilled-worker',
  'scope.technical-intern',
  'scope.employment-for-skill-development',
  'scope.overseas-subsidiary',
  'scope.candidate-referral',
  'scope.non-regular-employment',
];

/** What each command does. */
export const COMMAND_ACTS: Record<Command, Act> = {
  menu: (turn) => speak(turn, 'menu'),
  help: (turn) => speak(turn, 'help'),
  explain: (turn) => tellEntries(turn, [OVERVIEW], turn.voice()),
  contact: async (turn) => {
    await tellEntries(turn, [CONTACT], turn.voice());
    await handOffToDesk(turn, 'question');
  },
  staff: (turn) => handOffToDesk(turn, 'question'),
  scope: tellScope,
  restart,
  more: tellMore,
  ...quizCommands,
};

/** Carries out the command that was given. */
export async function obey(turn: Turn): Promise<void> {
  await COMMAND_ACTS[turn.intent('command').command](turn);
}

/** Greets a person who has joined: what this is, for whom, and where to begin. */
export async function greet(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const other = turn.services.texts.languages.find((language) => language !== turn.language);
  const change = other
    ? [voice.button(voice.say('button.language-other'), { command: 'language', locale: other })]
    : [];
  await turn.send(voice.message(voice.say('welcome'), { actions: [...menuActions(voice), ...change] }));
}

/** Goes on in another language, and says again what was said last. */
export async function changeLanguage(turn: Turn): Promise<void> {
  turn.state.language = turn.intent('language').language;
  const voice = turn.voice();
  await turn.send(voice.message(voice.say('language'), { actions: menuActions(voice) }));
  if (turn.state.last.length > 0) await tellEntries(turn, turn.state.last, voice);
}

async function restart(turn: Turn): Promise<void> {
  const fresh = newState(turn.language);
  turn.state.last = fresh.last;
  turn.state.quiz = fresh.quiz;
  turn.state.recent = fresh.recent;
  turn.state.forms = fresh.forms;
  await speak(turn, 'restart');
  await greet(turn);
}

async function tellScope(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const actions = OUT_OF_SCOPE.flatMap((id) => voice.ask(id) ?? []);
  await turn.send(voice.message(voice.say('scope'), { actions: [...actions, voice.command('menu')] }));
}

async function speak(turn: Turn, key: string): Promise<void> {
  const voice = turn.voice();
  await turn.send(voice.message(voice.say(key), { actions: menuActions(voice) }));
}
