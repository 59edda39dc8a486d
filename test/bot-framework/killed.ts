import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StubConnector, startConnector } from './support/stub-connector.js';
import { personal } from './support/teams-side.js';
import { startIssuer, type TokenIssuer } from './support/token-issuer.js';

/** How often the process is killed: 6 times, or as many as KILL_ROUNDS says. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 6);
const MESSAGES = 12;
const CHATS = 3;
/** When nothing has come for so long, nothing more comes. */
const STANDSTILL_MS = 30_000;

/** Where a bot of a process of its own keeps its conversations. */
export type Place = { folder: string } | { url: string };

/** What such a bot is told. */
export interface EchoBotOptions {
  place: Place;
  /** Address of the OpenID metadata. */
  metadataUrl: string;
  /** Origin of the connector. */
  connector: string;
}

/** The storage of the bot that is killed. */
export interface Victim {
  name: string;
  start(): Promise<Place>;
  stop(): Promise<void>;
}

/** Kills a Teams bot at moving moments under load; proves that every message is answered in full. */
export function survivesKills(victim: Victim): void {
  let connector: StubConnector;
  let issuer: TokenIssuer;
  let bot: EchoBot;
  beforeAll(async () => {
    connector = await startConnector();
    issuer = await startIssuer({ serviceUrl: connector.serviceUrl });
    const place = await victim.start();
    bot = new EchoBot({ place, metadataUrl: issuer.metadataUrl, connector: connector.origin });
  });
  afterAll(async () => {
    await bot.kill();
    await Promise.all([connector.stop(), issuer.stop(), victim.stop()]);
  });

  /** Delivers as Teams does: true when the bot has said that it has it. */
  const deliver = async (url: string, activity: object): Promise<boolean> => {
    const answer = await fetch(`${url}/api/messages`, {
      method: 'POST',
      body: JSON.stringify({ serviceUrl: connector.serviceUrl, ...activity, channelId: 'webchat' }),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${issuer.token()}` },
    }).catch(() => undefined);
    return answer?.status === 200;
  };

  /** Delivers all; the moment of the kill moves on from round to round, by what the bot has done: acknowledged and sent. */
  const deliverUntilKilled = async (round: number, activities: object[]): Promise<object[]> => {
    const url = await bot.start();
    const before = connector.calls.length;
    let acknowledged = 0;
    const done = () => acknowledged + connector.calls.length - before;
    const killing = until(() => done() >= (round * 7) % (3 * activities.length)).then(() => bot.kill());
    const taken = await Promise.all(
      activities.map(async (activity) => {
        const ok = await deliver(url, activity);
        acknowledged += Number(ok);
        return ok;
      }),
    );
    await killing;
    return activities.filter((_activity, index) => !taken[index]);
  };

  it(`${victim.name}: killed ${ROUNDS} times in the middle: every message is answered in full, whether it was acknowledged or came again`, {
    timeout: 60_000 + ROUNDS * 20_000,
  }, async () => {
    const texts: string[] = [];
    let again: object[] = [];
    let repeated = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const fresh = freshMessages(round);
      texts.push(...fresh.map(({ text }) => text ?? ''));
      again = await deliverUntilKilled(round, [...again, ...fresh]);
      repeated += again.length;
    }
    const url = await bot.start();
    for (const activity of again) expect(await deliver(url, activity)).toBe(true);
    const expected = texts.flatMap((text) => [`${text} a`, `${text} b`]).sort();
    const arrived = () => [...new Set(connector.sent().map(({ text }) => text ?? ''))].sort();
    // What many processes have left behind takes its time: it is waited for as long as something still comes.
    for (let before = -1; before < arrived().length && arrived().length < expected.length; ) {
      before = arrived().length;
      await Promise.race([until(() => arrived().length === expected.length, 100), delay(STANDSTILL_MS)]);
    }
    expect(arrived()).toEqual(expected);
    const doubled = connector.sent().length - expected.length;
    console.log(
      `${victim.name}: ${ROUNDS} kills, ${texts.length} messages, ${repeated} delivered again, 0 lost, ${doubled} replies came twice`,
    );
    // A receipt that was lost with the process lets a reply come twice, at most one a conversation and kill.
    expect(doubled).toBeLessThanOrEqual(CHATS * ROUNDS);
  });
}

function freshMessages(round: number) {
  return Array.from({ length: MESSAGES }, (_, index) =>
    personal(`${round}.${index}`, { conversation: { id: `a:${index % CHATS}` } as never }),
  );
}

async function until(reached: () => boolean, everyMs = 1): Promise<void> {
  while (!reached()) await delay(everyMs);
}

let built: Promise<string> | undefined;

/** Built once, as starting TypeScript anew for each of many processes takes longer than the trial itself. */
async function buildBot(): Promise<string> {
  const outfile = fileURLToPath(new URL('../../node_modules/.cache/echo-bot.mjs', import.meta.url));
  const own = `${outfile}.${process.pid}.mjs`;
  const source = fileURLToPath(new URL('support/echo-bot.ts', import.meta.url));
  const format = { bundle: true, packages: 'external', platform: 'node', format: 'esm' } as const;
  await build({ entryPoints: [source], outfile: own, ...format });
  await rename(own, outfile);
  return outfile;
}

/** The bot as a process that is started anew after every kill. */
class EchoBot {
  private child: ChildProcess | undefined;

  constructor(private readonly options: EchoBotOptions) {}

  /** Starts the process; resolves with its address. */
  async start(): Promise<string> {
    built ??= buildBot();
    const child = spawn(process.execPath, [await built, JSON.stringify(this.options)]);
    this.child = child;
    return new Promise((resolve, reject) => {
      child.stdout.once('data', (line) => resolve(String(line).trim()));
      let trouble = '';
      child.stderr.on('data', (line) => {
        trouble += line;
      });
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${trouble}`)));
    });
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
