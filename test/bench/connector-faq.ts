import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder-core';
import { startConnector } from '../bot-framework/support/stub-connector.js';
import { personal, startTeamsSide, type TeamsSide } from '../bot-framework/support/teams-side.js';
import { ListAdapter } from './floors/shipped-bot.js';
import { median } from './interleave.js';
import { connections, fire, type Load, loadRows, type Shot, send } from './load.js';
import { answeredQuestions, type Question } from './questions.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const TEXT = '費用はかかりますか';
const AT_ONCE = 50;
// Turns of one conversation; then another one takes over.
const TURNS = 10;

/** Questions by way of the Bot Framework: each is answered by a POST to the connector, which is played. */
export const connectorFaq: Bench = {
  name: 'connector-faq',
  what: '/api/messages with the reply posted to a stub, 50 at a time: req/s of the bot / of node:http with one POST',
  run,
};

const ownCpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const atOnce = short ? 4 : AT_ONCE;
  const perRound = short ? 8 : 300;
  const asked = await answeredQuestions();
  const teams = await startTeamsSide({ alone: true });
  const floor = await startFloor();
  const agent = connections(atOnce);
  const loads = { bot: [] as Load[], floor: [] as Load[] };
  try {
    await checkAnswer(teams);
    for (let round = -1; round < rounds; round += 1) {
      const ours = await delivered(atOnce, agent, messages(teams, asked, perRound, round), () => teams.channel.idle());
      const plain = await delivered(atOnce, agent, floor.shots(perRound), async () => {});
      if (round >= 0) loads.bot.push(ours);
      if (round >= 0) loads.floor.push(plain);
      teams.connector.calls.length = 0;
    }
  } finally {
    agent.destroy();
    await Promise.all([teams.stop(), floor.stop()]);
  }
  const ratio = median(loads.bot.map(({ perSecond }, round) => perSecond / loads.floor[round]!.perSecond));
  return {
    bench: 'connector-faq',
    rows: [...loadRows('the bot', loads.bot), ...loadRows('node:http and a POST', loads.floor, true)],
    ratios: [{ name: 'requests a second', ratio, goal: 0.6, better: 'higher' }],
    checked: ['the answer posted to the connector is cost.fee, and each message gets its one'],
    notes: ['Server, stub and sender share one process; the bot also checks the signed token, searches and stores.'],
  };
}

/** Time until all are not only taken but answered. */
async function delivered(
  atOnce: number,
  agent: ReturnType<typeof connections>,
  shots: Shot[],
  idle: () => Promise<void>,
) {
  const start = performance.now();
  const cpu = ownCpu();
  const load = await fire({ cpu: ownCpu }, agent, atOnce, shots);
  await idle();
  const perSecond = (shots.length * 1_000) / (performance.now() - start);
  return { ...load, perSecond, cpu: (ownCpu() - cpu) / shots.length };
}

async function checkAnswer(teams: TeamsSide): Promise<void> {
  const replies = JSON.stringify(await teams.say(personal(TEXT)));
  mustHold(replies.includes('支援は原則無料です'), `the answer in Teams: ${replies.slice(0, 200)}`);
}

function messages(
  { url, connector, issuer }: TeamsSide,
  asked: readonly Question[],
  count: number,
  round: number,
): Shot[] {
  const headers = { Authorization: `Bearer ${issuer.token()}` };
  return Array.from({ length: count }, (_, n) => {
    const id = `a:${round}-${n % Math.ceil(count / TURNS)}`;
    const conversation = { ...personal('').conversation, id } as Activity['conversation'];
    const { text } = asked[((round + 1) * count + n) % asked.length]!;
    const body = JSON.stringify({ serviceUrl: connector.serviceUrl, ...personal(text, { conversation }) });
    return { method: 'POST', url: `${url}/api/messages`, headers, body };
  });
}

/** node:http with an adapter of a few lines, which posts one reply. */
async function startFloor() {
  const connector = await startConnector();
  const out = connections(AT_ONCE);
  const adapter = new ListAdapter();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const replies = await adapter.take(JSON.parse(body), async (context) => {
      await context.sendActivity('x');
    });
    const url = `${connector.serviceUrl}v3/conversations/a/activities`;
    await send(out, { method: 'POST', url, body: JSON.stringify(replies[0]) });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const shots = (count: number): Shot[] => {
    connector.calls.length = 0;
    return Array.from({ length: count }, () => ({ method: 'POST', url, body: JSON.stringify(personal(TEXT)) }));
  };
  const stop = async () => {
    out.destroy();
    server.close();
    server.closeAllConnections();
    await connector.stop();
  };
  return { shots, stop };
}
