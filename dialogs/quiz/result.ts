import type { Eligibility, OutcomeName } from '../domain/eligibility/eligibility.js';
import { judge } from '../domain/eligibility/judge.js';
import { handOffAfterQuiz } from '../handoff.js';
import { intakeOf } from '../moment-facts.js';
import type { QuizState } from '../state.js';
import type { Turn } from '../turn.js';
import type { Voice } from '../voice.js';
import { rulesOf } from './quiz-rules.js';
import { resultCard } from './result-card.js';
import { namedReasons, type ResultRow, resultRows } from './result-rows.js';

/** Ends the quiz: the result as a card with the reasons in words, then the hand-off. */
export async function tellResult(turn: Turn, quiz: QuizState): Promise<void> {
  quiz.asking = undefined;
  quiz.confirming = undefined;
  quiz.done = true;
  const voice = turn.voice();
  const { outcome, reasons } = judge(rulesOf(turn), quiz.answers);
  const meaning = { type: 'prescreen', outcome, reasons, answers: quiz.answers };
  const rows = resultRows(turn, voice);
  const page = await turn.services.keepResult?.({
    language: voice.language,
    answers: quiz.answers,
    at: turn.services.now().toISOString(),
  });
  const activity = voice.message(resultText(turn, voice, page), { meaning });
  if (turn.channel !== 'console') activity.attachments = [resultCard(voice, rows)];
  else activity.text += `\n\n${list(voice, rows)}`;
  await turn.send(activity);
  await handOffAfterQuiz(turn);
}

/** The whole result as one text, for copying. */
export async function tellResultText(turn: Turn, _quiz: QuizState): Promise<void> {
  const voice = turn.voice();
  const text = `${resultText(turn, voice)}\n\n${list(voice, resultRows(turn, voice))}`;
  await turn.send(voice.message(text, { actions: [voice.command('menu')] }));
}

/** The outcome in a sentence, every reason with its section, the next step, and that this decides nothing. */
function resultText(turn: Turn, voice: Voice, page?: string): string {
  const { outcome, words } = outcomeWords(turn, voice);
  const reasons = namedReasons(turn, voice).map(
    (row) =>
      `- **${row.subject}**（${row.sections}）: ${[row.reason ?? row.answer, row.remedy].filter(Boolean).join('')}`,
  );
  const heading = outcome === 'ineligible' ? 'result.reasons' : 'result.points';
  return [
    `**${voice.fill(words.title)}**`,
    voice.fill(words.sentence),
    ...(reasons.length > 0 ? [`${voice.say(heading)}\n\n${reasons.join('\n')}`] : []),
    voice.fill(words.next),
    ...(page ? [`[${voice.say('result.page')}](${page})`] : []),
    voice.fill(rulesOf(turn).disclaimer[voice.language]!),
  ].join('\n\n');
}

function outcomeWords(turn: Turn, voice: Voice) {
  const rules: Eligibility = rulesOf(turn);
  const { outcome } = judge(rules, turn.state.quiz?.answers ?? {});
  const open = intakeOf(turn.live.knowledge.program, turn.services.now()).state === 'open';
  const name: OutcomeName = outcome === 'eligible' && !open ? 'eligible-closed' : outcome;
  return { outcome, words: rules.outcomes[name][voice.language]! };
}

function list(voice: Voice, rows: ResultRow[]): string {
  return rows
    .map((row, index) => `${index + 1}. ${voice.say('result.row', { ...row } as Record<string, string>)}`)
    .join('\n');
}
