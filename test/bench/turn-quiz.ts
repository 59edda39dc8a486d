import type { Activity } from 'botbuilder-core';
import type { Conversations } from '../../bot/conversations/conversation.js';
import type { Criterion } from '../../dialogs/domain/eligibility/eligibility.js';
import { openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { IN_PERIOD, startTalk } from '../support/talk.js';
import { shippedBot } from './floors/shipped-bot.js';
import { interleave, type Variant } from './interleave.js';
import { played } from './played.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const QUESTION = { ask: 'cost.fee' };
const ANSWERS = 5;
const INTERRUPTED_AFTER = [1, 3];

/** The quiz with questions in between: the bot, and a state machine written by hand that says the same questions. */
export const turnQuiz: Bench = {
  name: 'turn-quiz',
  what: '8 turns of the quiz with 2 questions in between: the bot / a state machine written by hand',
  run,
};

interface Step {
  criterion?: string;
  value: object;
}

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const { conversations } = await openHouse({ now: () => IN_PERIOD });
  const steps = await stepsOf(conversations);
  const machine = await stateMachine();
  checkSame(steps, machine);
  const runs = short ? 2 : 12;
  const ours = 'the bot';
  const script = steps.map(({ value }) => ({ value }));
  const variants: Variant[] = [
    played({ name: ours, script, conversations, runs, perConversation: 1 }),
    {
      name: 'state machine, no framework',
      floor: true,
      run: (n) => playAll(script, (value) => machine(`${n}`, value)),
    },
    shippedMachine(script, machine),
  ];
  const { rows, ratio } = await interleave(variants, { rounds, runs });
  const ratios = [{ name: 'to it in ActivityHandler', ratio: ratio(ours, SHIPPED), goal: 9, better: 'lower' as const }];
  const checked = ['bot and machine ask the same criterion after each of the 8 turns; after a question the same again'];
  return {
    bench: 'turn-quiz',
    rows,
    ratios,
    checked,
    notes: ['Times are of all 8 turns; each turn of the bot also keeps its messages in the log.'],
  };
}

/** Plays the quiz once: begins, answers, asks in between. Says what stands open after each turn. */
async function stepsOf(conversations: Conversations): Promise<Step[]> {
  const talk = await startTalk({ conversations });
  const steps: Step[] = [];
  const press = async (value: object) => {
    const entities = (await talk.press(value)).flatMap((reply) => reply.entities ?? []);
    const criterion = entities.filter(({ type }) => type === 'criterion').at(-1) as never as Open | undefined;
    steps.push({ value, criterion: criterion?.id });
    return criterion;
  };
  let open = await press({ command: 'quiz' });
  for (let n = 0; n < ANSWERS; n += 1) {
    if (INTERRUPTED_AFTER.includes(n)) open = await press(QUESTION);
    mustHold(open !== undefined, `an open question after ${n} answers`);
    open = await press({ criterion: open!.id, answer: open!.choices[0] });
  }
  return steps;
}

interface Open {
  id: string;
  choices: string[];
}

type Machine = (user: string, value: Record<string, unknown>) => Partial<Activity>[];

/** What one would write without a framework: the place in the list, stored as JSON. */
async function stateMachine(): Promise<Machine> {
  const { knowledge } = await testLive();
  const { criteria } = knowledge.eligibility;
  const stored = new Map<string, string>();
  return (user, value) => {
    const state = JSON.parse(stored.get(user) ?? '{"at":0,"answers":{}}');
    const replies: Partial<Activity>[] = [];
    if (value.ask) {
      const entry = knowledge.entries.find(({ id }) => id === value.ask);
      replies.push({ type: 'message', text: entry?.text.ja?.answer });
    } else if (value.criterion) {
      state.answers[String(value.criterion)] = value.answer;
      state.at += 1;
    }
    replies.push(questionOf(criteria[state.at]!));
    stored.set(user, JSON.stringify(state));
    return replies;
  };
}

function questionOf(criterion: Criterion): Partial<Activity> {
  const actions = Object.entries(criterion.answers).map(([answer, { text }]) => ({
    type: 'messageBack',
    title: text.ja!.label,
    value: { criterion: criterion.id, answer },
  }));
  return {
    type: 'message',
    text: criterion.text.ja!.question,
    entities: [{ type: 'criterion', id: criterion.id }],
    suggestedActions: { to: [], actions },
  };
}

function checkSame(steps: Step[], machine: Machine): void {
  mustHold(steps.length === 1 + ANSWERS + INTERRUPTED_AFTER.length, 'eight turns');
  for (const { value, criterion } of steps) {
    const asked = machine('check', value as Record<string, unknown>).at(-1)?.entities?.[0]?.id;
    mustHold(criterion === asked, `the same question after ${JSON.stringify(value)}: ${criterion}, ${asked}`);
  }
}

async function playAll(script: { value: object }[], take: (value: Record<string, unknown>) => unknown): Promise<void> {
  for (const { value } of script) await take(value as Record<string, unknown>);
}

const SHIPPED = 'state machine in ActivityHandler';

function shippedMachine(script: { value: object }[], machine: Machine): Variant {
  const bot = shippedBot((activity) => machine(activity.from?.id ?? '', activity.value).at(-1)!);
  return { name: SHIPPED, floor: true, run: (n) => playAll(script, (value) => bot.say(`shipped-${n}`, { value })) };
}
