import type { Activity } from 'botbuilder-core';
import type { Conversations } from '../../bot/conversations/conversation.js';
import { openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { entityOf, IN_PERIOD, startTalk } from '../support/talk.js';
import { type Reply, shippedBot } from './floors/shipped-bot.js';
import { interleave, type Variant } from './interleave.js';
import { played } from './played.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const TYPED = { text: '費用はかかりますか' };
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
  const { conversations } = await openHouse({ now: () => IN_PERIOD });
  const reply = await sameAnswer();
  await checkAnswers(conversations, reply);
  const runs = short ? 3 : 40;
  const talk = { conversations, runs, perConversation: TURNS };
  const variants = [
    played({ name: 'pressed', script: [PRESSED], ...talk }),
    floor('pressed, floor', reply, PRESSED),
    played({ name: 'typed', script: [TYPED], ...talk }),
    floor('typed, floor with the same search', reply, TYPED),
    floor('typed, floor without search', () => ({ type: 'message', text: 'x' }), TYPED),
  ];
  const { rows, ratio } = await interleave(variants, { rounds, runs });
  const ratios = [
    { name: 'pressed', ratio: ratio('pressed', 'pressed, floor') },
    { name: 'typed', ratio: ratio('typed', 'typed, floor with the same search') },
    { name: 'typed, to the floor without search', ratio: ratio('typed', 'typed, floor without search') },
  ].map((one) => ({ ...one, goal: 1.5, better: 'lower' as const }));
  return { bench: 'turn-faq', rows, ratios, checked: ['both bots answer cost.fee, pressed and typed'] };
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

async function checkAnswers(conversations: Conversations, reply: Reply): Promise<void> {
  const talk = await startTalk({ conversations });
  for (const message of [TYPED, PRESSED]) {
    for (const replies of [await talk.send(message), await shippedBot(reply).say('x', message)]) {
      mustHold(entityOf(replies, 'knowledge')?.id === 'cost.fee', `answer to ${JSON.stringify(message)}`);
    }
  }
}

function floor(name: string, reply: Reply, message: Partial<Activity>): Variant {
  const bot = shippedBot(reply);
  return { name, floor: true, run: (n) => bot.say(`user-${Math.floor(n / TURNS)}`, message) };
}
