import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { ChannelAdapter } from '../../bot/adapter.js';
import type { Conversations } from '../../bot/conversations/conversation.js';
import { createConversations } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { localTurns } from '../../bot/local-turns.js';
import { newId } from '../../bot/new-id.js';
import { turnLogic } from '../../bot/run-turn.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { loadTexts } from '../../bot/texts.js';
import { rootDialog } from '../../dialogs/root.js';
import { OnIntentBegin } from '../../dialogs/root-dialog.js';
import { testLive } from '../support/live.js';
import { IN_PERIOD, startTalk } from '../support/talk.js';
import { interleave } from './interleave.js';
import { played } from './played.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const MENU = { text: 'メニュー' };
const VARIABLES = 300;
const TOPICS = 200;

/** What must not cost: variables of the environment (the framework reads them all in every turn), and further topics. */
export const environment: Bench = {
  name: 'environment',
  what: `a turn with ${VARIABLES} environment variables / none more; with ${TOPICS} more triggers and phrases / none more`,
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const few = await botWith(0);
  const many = await botWith(TOPICS);
  for (const conversations of [few, many]) await checkMenu(conversations);
  const runs = short ? 2 : 40;
  const talk = { script: [MENU], runs, perConversation: 10 };
  const variants = [
    withVariables(played({ ...talk, name: 'as it is', conversations: few }), 0),
    withVariables(played({ ...talk, name: 'many variables', conversations: few }), VARIABLES),
    withVariables(played({ ...talk, name: 'many topics', conversations: many }), 0),
  ];
  const { rows, ratio } = await interleave(
    variants.map((variant, place) => ({ ...variant, floor: place === 0 })),
    { rounds, runs },
  );
  setVariables(0);
  const ratios = [
    { name: 'many variables', ratio: ratio('many variables', 'as it is'), goal: 1.1, better: 'lower' as const },
    { name: 'many topics', ratio: ratio('many topics', 'as it is'), goal: 1.3, better: 'lower' as const },
  ];
  return { bench: 'environment', rows, ratios, checked: ['the menu comes, with few and with many topics'] };
}

/** The bot with that many triggers, and phrases of commands, more than it has. */
async function botWith(more: number): Promise<Conversations> {
  const live = await testLive();
  const known = loadTexts('locales');
  const phrases = Array.from({ length: more }, (_, n) => `話題その${n}`);
  const texts = {
    ...known,
    words: (language: string, key: string) => [
      ...known.words(language, key),
      ...(key === 'commands.explain' ? phrases : []),
    ],
  };
  const now = () => IN_PERIOD;
  const root = rootDialog({ texts, live: () => live, now });
  root.triggers = [...root.triggers, ...phrases.map((phrase) => new OnIntentBegin(phrase))];
  const runTurn = localTurns({
    adapter: new ChannelAdapter(new ConfigurationBotFrameworkAuthentication({})),
    logic: turnLogic(root),
    languages: texts.languages,
    apology: () => ({ type: 'message', text: 'error' }),
    newId,
    onError: (error) => {
      throw error;
    },
  });
  const store = new MemoryStore(() => IN_PERIOD.getTime());
  return createConversations({ store, queue: new KeyedQueue(), runTurn, now, newId });
}

async function checkMenu(conversations: Conversations): Promise<void> {
  const talk = await startTalk({ conversations });
  const actions = (await talk.send(MENU)).flatMap((reply) => reply.suggestedActions?.actions ?? []);
  mustHold(actions.length >= 4, 'buttons of the menu');
}

function withVariables(variant: ReturnType<typeof played>, count: number) {
  const before = async () => {
    setVariables(count);
    await variant.before?.();
  };
  return { ...variant, before };
}

function setVariables(count: number): void {
  for (let n = 0; n < VARIABLES; n += 1) {
    if (n < count) process.env[`BENCH_SERVICE_${n}__HOST`] = `10.0.0.${n}`;
    else delete process.env[`BENCH_SERVICE_${n}__HOST`];
  }
}
