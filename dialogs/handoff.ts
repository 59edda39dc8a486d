import { judge } from './domain/eligibility/judge.js';
import { mailto } from './domain/mailto.js';
import { menuActions } from './faq.js';
import { intakeOf } from './moment-facts.js';
import { rulesOf } from './quiz/quiz-rules.js';
import { decidingRows, resultRows } from './quiz/result-rows.js';
import { staffOffer } from './staff-question/offer.js';
import type { Turn } from './turn.js';
import type { Voice } from './voice.js';

/** What a hand-off to the desk is about. */
export type Topic = 'eligible' | 'confirm' | 'ineligible' | 'question';

/** Hands over after the quiz: to the application page where it may and can apply, else to the desk. */
export async function handOffAfterQuiz(turn: Turn): Promise<void> {
  const { outcome } = judge(rulesOf(turn), turn.state.quiz?.answers ?? {});
  const open = intakeOf(turn.live.knowledge.program, turn.services.now()).state === 'open';
  await (outcome === 'eligible' && open ? handOffToApplication(turn) : handOffToDesk(turn, outcome));
}

/** Sends to the application page, with what to prepare (guideline Ⅳ.2). */
async function handOffToApplication(turn: Turn): Promise<void> {
  const voice = turn.voice();
  const url = voice.fill('{{apply.url}}');
  const actions = [
    { type: 'openUrl' as const, title: voice.say('button.apply'), value: url },
    ...menuActions(voice).slice(0, 1),
    voice.command('menu'),
  ];
  const meaning = { type: 'handoff', to: 'application', url };
  await turn.send(voice.message(voice.say('handoff.application'), { meaning, actions }));
}

/** Sends to the CDR-Support desk, with a mail begun (guideline Ⅶ). */
export async function handOffToDesk(turn: Turn, topic: Topic): Promise<void> {
  const voice = turn.voice();
  const url = mailFor(turn, voice, topic);
  const offer = topic === 'ineligible' ? { text: '', actions: [] } : staffOffer(turn, voice);
  const actions = [
    ...offer.actions,
    { type: 'openUrl' as const, title: voice.say('button.mail'), value: url },
    ...(topic === 'question' ? [] : [voice.command('quiz')]),
    voice.command('menu'),
  ];
  const meaning = { type: 'handoff', to: 'cdr-support', url };
  await turn.send(voice.message(`${offer.text}${voice.say('handoff.desk', { mailto: url })}`, { meaning, actions }));
}

/** The mail's subject and text in the user's language, with the points to settle; as many as a link can carry. */
function mailFor(turn: Turn, voice: Voice, topic: Topic): string {
  const to = voice.fill('{{contact.email}}');
  const subject = voice.say('handoff.subject', { topic: voice.say(`handoff.topic.${topic}`) });
  const rows =
    topic === 'question' ? [] : decidingRows(resultRows(rulesOf(turn), turn.state.quiz?.answers ?? {}, voice));
  const points = rows.map((row) => voice.say('handoff.point', { ...row }));
  const compose = (count: number) => {
    const rest = points.length - count;
    const listed = [...points.slice(0, count), ...(rest > 0 ? [voice.say('handoff.and-more', { count: rest })] : [])];
    const parts = [
      voice.say('handoff.greeting'),
      voice.say(`handoff.body.${topic}`),
      listed.join('\n'),
      voice.say('handoff.signature'),
    ];
    return mailto(to, subject, parts.filter(Boolean).join('\n\n'));
  };
  return longestFitting(points.length, compose);
}

/** Links longer than this are cut by mail programs on Windows (the system's limit is 2,083 characters). */
const LONGEST_LINK = 2000;

function longestFitting(count: number, compose: (count: number) => string): string {
  const link = compose(count);
  return link.length <= LONGEST_LINK || count === 0 ? link : longestFitting(count - 1, compose);
}
