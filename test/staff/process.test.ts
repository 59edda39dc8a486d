import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectLineClient, type WireActivity } from '../support/direct-line-client.js';

/** The built program, and the staff's command, as processes of their own over one data folder. */
const NOW = '2025-10-15T10:30:00+09:00';
let folder: string;
let server: ChildProcess;
let url: string;

const environment = () => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  PORT: '0',
  DATA_DIR: join(folder, 'data'),
  NOW,
  LOG_LEVEL: 'warn',
  NO_COLOR: '1',
});

async function startServer(): Promise<void> {
  let printed = '';
  server = spawn(process.execPath, ['dist/main.js'], { env: environment() });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (printed += chunk));
  for (;;) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
    if (url) break;
    if (server.exitCode !== null) throw new Error(printed);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function kill(signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) throw new Error('the server had ended by itself');
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

async function command(...line: string[]): Promise<string> {
  const child = spawn(process.execPath, ['dist/cli.js', 'questions', ...line], { env: environment() });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk));
  await once(child, 'exit');
  return printed;
}

async function texts(client: DirectLineClient): Promise<WireActivity[]> {
  return (await client.read()).activities.filter(({ from }) => from.role === 'bot');
}

describe('the loop as processes', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staff-process-'));
    await startServer();
  }, 300_000);

  afterAll(async () => {
    await kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  it('a question typed on the web page is answered by a command, and outlives kill -9', async () => {
    const client = await new DirectLineClient(url).open();
    await client.post({ type: 'message', value: { question: 'new' } });
    await client.say('協力会社と合同で参加することはできますか');
    await client.say('送信する');
    expect((await texts(client)).at(-1)!.text).toContain('受付番号は **Q-0001** です');
    expect(await command('list')).toContain('Q-0001  未対応');
    await kill('SIGKILL');
    expect(await command('take', 'Q-0001', '--as', '佐藤')).toContain('対応中');
    await startServer();
    const again = Object.assign(new DirectLineClient(url), {
      token: client.token,
      conversationId: client.conversationId,
    });
    expect(await command('answer', 'Q-0001', '一社ずつお申し込みください。', '--as', '佐藤')).toContain('お届け済み');
    const arrived = (await texts(again)).at(-1)!;
    expect(arrived).toMatchObject({
      textFormat: 'plain',
      text: expect.stringContaining('一社ずつお申し込みください。'),
    });
    expect((await stat(join(folder, 'data', '_staff-door.json'))).mode & 0o777).toBe(0o600);
  });
});
