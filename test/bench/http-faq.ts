import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectLineClient } from '../support/direct-line-client.js';
import { type Child, startChild, startProgram } from './child.js';
import { median } from './interleave.js';
import { connections, fire, type Load, loadRows, type Shot } from './load.js';
import { answeredQuestions, type Question } from './questions.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const AT_ONCE = 50;
// Turns of one conversation; then another one takes over.
const TURNS = 10;

/** Questions over HTTP: posted to the embedded Direct Line, answered, and stored for good before the reply. */
export const httpFaq: Bench = {
  name: 'http-faq',
  what: 'POST to the embedded Direct Line, answered and durable, 50 at a time: req/s of the built program / of a restify echo',
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const atOnce = short ? 4 : AT_ONCE;
  const perRound = short ? 20 : 500;
  const program = await startProgram(folder);
  const echo = await startChild(['test/bench/floors/restify-echo.mjs']);
  const agents = { program: connections(atOnce), echo: connections(atOnce) };
  const loads = { program: [] as Load[], echo: [] as Load[] };
  try {
    const asked = await answeredQuestions();
    await checkAnswers(program, asked.slice(0, 5));
    for (let round = -1; round < rounds; round += 1) {
      const shots = await shotsOf(program, asked, perRound, (round + 1) * perRound);
      const ours = await fire(program, agents.program, atOnce, shots);
      const floor = await fire(echo, agents.echo, atOnce, echoes(echo, asked, perRound));
      if (round >= 0) loads.program.push(ours);
      if (round >= 0) loads.echo.push(floor);
    }
  } finally {
    for (const agent of Object.values(agents)) agent.destroy();
    await Promise.all([program.stop(), echo.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
  const ratio = median(loads.program.map(({ perSecond }, round) => perSecond / loads.echo[round]!.perSecond));
  return {
    bench: 'http-faq',
    rows: [...loadRows('the program', loads.program), ...loadRows('restify echo', loads.echo, true)],
    ratios: [{ name: 'requests a second', ratio, goal: 0.5, better: 'higher' }],
    checked: ['five questions get their entries; every POST is answered 2xx'],
    notes: [
      `${atOnce} at a time from a process beside it; files with fsync; ${TURNS} turns a conversation, ${perRound} different questions a round.`,
    ],
  };
}

async function checkAnswers({ url }: Child, questions: readonly Question[]): Promise<void> {
  const client = await new DirectLineClient(url).open();
  for (const { text, entry } of questions) {
    await client.say(text);
    const { activities } = await client.read();
    mustHold(JSON.stringify(activities.at(-1)?.entities).includes(`"${entry}"`), `the answer to ${text}`);
  }
}

async function shotsOf({ url }: Child, asked: readonly Question[], count: number, from: number): Promise<Shot[]> {
  const opening = Array.from({ length: Math.ceil(count / TURNS) }, () => new DirectLineClient(url).open());
  const clients = await Promise.all(opening);
  return Array.from({ length: count }, (_, n) => {
    const client = clients[n % clients.length]!;
    return {
      method: 'POST',
      url: `${url}/v3/directline/conversations/${client.conversationId}/activities`,
      headers: { Authorization: `Bearer ${client.token}` },
      body: JSON.stringify({ type: 'message', text: asked[(from + n) % asked.length]!.text }),
    };
  });
}

function echoes({ url }: Child, asked: readonly Question[], count: number): Shot[] {
  return Array.from({ length: count }, (_, n) => {
    const body = JSON.stringify({ type: 'message', text: asked[n % asked.length]!.text });
    return { method: 'POST', url: `${url}/echo`, body };
  });
}
