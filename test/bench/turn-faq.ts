import type { Activity } from 'botbuilder-core';
import type { Conversations } from '../../bot/conversations/conversation.js';
import { openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { entityOf, IN_PERIOD, startTalk } from '../support/talk.js';
import { type Reply, shippedBot } from './floors/shipped-bot.js';
import { interleave, type Variant } from './interleave.js';
import { played } from './played.js';
import { answeredQuestions, type Question } from './questions.js';
import { type Bench, type BenchResult, type Effort, mustHold, type Row } from './result.js';

const PRESSED = { value: { ask: 'cost.fee' } };
// So many turns does a conversation last; then a new one begins.
const TURNS = 10;

/** A question of one turn: the bot over a store in memory, and the framework's plainest bot that gives the same answer. */
export const turnFaq: Bench = {
  name: 'turn-faq',
  what: 'one question, in the process: the bot / ActivityHandler with ConversationState and UserState as shipped',
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const { conversations, runTurn } = await openHouse({ now: () => IN_PERIOD });
  const { engine } = await testLive();
  const questions = await answeredQuestions();
  const typed = (n: number) => ({ text: questions[n % questions.length]!.text });
  const reply = await sameAnswer();
  await checkAnswers(conversations, reply, questions.slice(0, 5));
  const runs = short ? 3 : 100;
  const talk = { conversations, runs, perConversation: TURNS };
  const begun = await conversations.open({ channelId: 'directline', userId: 'dl_bench', locale: 'ja-JP' });
  const variants: Variant[] = [
    played({ name: 'pressed', script: [PRESSED], ...talk }),
    floor('pressed, floor', reply, () => PRESSED),
    played({ name: 'typed', script: (n) => [typed(n)], ...talk }),
    floor('typed, floor with the same search', reply, typed),
    floor('typed, floor without search', () => ({ type: 'message', text: 'x' }), typed),
    { name: DECIDING, run: (n) => engine.decide(typed(n).text, 'ja') },
    { name: SPEAKING, run: () => runTurn(begun, { type: 'message', ...PRESSED }) },
  ];
  const { rows, ratio } = await interleave(variants, { rounds, runs });
  const ratios = [
    { name: 'pressed', ratio: ratio('pressed', 'pressed, floor') },
    { name: 'typed', ratio: ratio('typed', 'typed, floor with the same search') },
    { name: 'typed, to the floor without search', ratio: ratio('typed', 'typed, floor without search') },
  ].map((one) => ({ ...one, goal: 1.5, better: 'lower' as const }));
  return {
    bench: 'turn-faq',
    rows,
    ratios,
    checked: ['both bots answer five questions and cost.fee, typed and pressed, with the same entries'],
    notes: [sharesOf(rows), `${questions.length} different questions are typed one after another.`],
  };
}

const DECIDING = '  of it: deciding what is asked';
const SPEAKING = '  of it: the turn without log and store';

/** Where a typed turn goes. */
function sharesOf(rows: readonly Row[]): string {
  const of = (name: string) => rows.find((row) => row.name === name)?.p50 ?? Number.NaN;
  const [whole, deciding, speaking, pressed] = [of('typed'), of(DECIDING), of(SPEAKING), of('pressed')];
  const share = (part: number) => `${Math.round((100 * part) / whole)} %`;
  return `A typed turn: deciding ${share(deciding)}, dialogs and words ${share(speaking)}, log and state ${share(pressed - speaking)}.`;
}

/** What the floor says: the same entry by the same search, as text. */
async function sameAnswer(): Promise<Reply> {
  const { knowledge, engine } = await testLive();
  return ({ text, value }) => {
    const decision = value ? { kind: 'answer', ids: [String(value.ask)] } : engine.decide(text ?? '', 'ja');
    const id = decision.kind === 'answer' && 'ids' in decision ? decision.ids[0] : '';
    const entry = knowledge.entries.find((candidate) => candidate.id === id);
    return { type: 'message', text: entry?.text.ja?.answer, entities: [{ type: 'knowledge', id }] };
  };
}

async function checkAnswers(conversations: Conversations, reply: Reply, questions: readonly Question[]): Promise<void> {
  const talk = await startTalk({ conversations });
  const asked = [
    { message: PRESSED, entry: 'cost.fee' },
    ...questions.map(({ text, entry }) => ({ message: { text }, entry })),
  ];
  for (const { message, entry } of asked) {
    for (const replies of [await talk.send(message), await shippedBot(reply).say('x', message)]) {
      mustHold(entityOf(replies, 'knowledge')?.id === entry, `answer to ${JSON.stringify(message)}`);
    }
  }
}

function floor(name: string, reply: Reply, message: (n: number) => Partial<Activity>): Variant {
  const bot = shippedBot(reply);
  return { name, floor: true, run: (n) => bot.say(`user-${Math.floor(n / TURNS)}`, message(n)) };
}
