import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The built program as a process of its own, as `npm start` runs it. */
let folder: string;
let child: ChildProcess | undefined;
let printed = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-'));
});

afterEach(async () => {
  if (child?.exitCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(environment: Record<string, string> = {}): ChildProcess {
  printed = '';
  child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'trace',
      ...environment,
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk));
  return child;
}

async function address(): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0];
    if (url) return url;
    if (child?.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the program did not start: ${printed}`);
}

async function exitOf(process: ChildProcess): Promise<number | null> {
  if (process.exitCode === null) await once(process, 'exit');
  return process.exitCode;
}

describe('the program as a process', { timeout: 120_000 }, () => {
  it('writes neither texts of users nor tokens into its logs, and ends in order on SIGTERM', async () => {
    const started = run();
    const url = await address();
    const post = async (path: string, token: string, body: unknown) => {
      const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(`${url}v3/directline/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return (await response.json()) as Record<string, string>;
    };
    const { token = '' } = await post('tokens/generate', '', {});
    const { conversationId = '', token: talk = '' } = await post('conversations', token, {});
    for (const text of ['カナリア一号のことばです', 'canary-two@example.com', '費用は？ カナリア三号']) {
      await post(`conversations/${conversationId}/activities`, talk, { type: 'message', text });
    }
    await post(`conversations/${conversationId}/activities`, 'forged-token-canary', { type: 'message', text: 'x' });
    started.kill('SIGTERM');
    expect(await exitOf(started)).toBe(0);
    expect(printed).not.toMatch(/カナリア|canary/);
    for (const secret of [token, talk]) expect(printed).not.toContain(secret);
    expect(printed).toContain('storage lowdb');
  });

  it('does not start on a broken knowledge file, and says where and what to do', async () => {
    await cp('knowledge', join(folder, 'knowledge'), { recursive: true });
    await writeFile(join(folder, 'knowledge', 'faq', 'cost.yaml'), '- id: cost.fee\n  sections: [Ⅱ.4\n');
    const started = run({ KNOWLEDGE_DIR: join(folder, 'knowledge') });
    expect(await exitOf(started)).toBe(1);
    expect(printed).toContain('knowledge/faq/cost.yaml:');
    expect(printed).not.toMatch(/\n\s+at /);
  });

  it('shows where in the sources an error happened that nobody foresaw', async () => {
    await writeFile(join(folder, 'file'), '');
    const started = run({ DATA_DIR: join(folder, 'file', 'data') });
    expect(await exitOf(started)).toBe(1);
    expect(printed).toMatch(/ENOTDIR[\s\S]*at lockFolder \(.*folder-lock\.ts:\d+:\d+\)/);
  });

  it('does not start with settings that cannot be used, and names them all', async () => {
    const started = run({ PORT: 'x', RATE_LIMIT: 'many' });
    expect(await exitOf(started)).toBe(1);
    expect(printed).toMatch(/PORT="x"[\s\S]*RATE_LIMIT="many"/);
    expect(printed).not.toMatch(/\n\s+at /);
  });
});
