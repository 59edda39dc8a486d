import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../bot/app.js';
import { readConfig } from '../bot/config.js';

/** The whole program as its operator starts it, talked to over Direct Line as any program may. */
let app: App;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-'));
  app = await start({});
});

afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string>): Promise<App> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    NOW: '2025-10-15T10:30:00+09:00',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  return startApp(config, { locales: 'locales', web: 'dist/web' });
}

interface Sent {
  id: string;
}

interface Page {
  activities: { id: string; text?: string; type: string; from: { role: string }; entities?: { type: string }[] }[];
  watermark: string;
}

/** A Direct Line client of a few lines: asks for a token, opens, sends, polls. */
async function connect() {
  const call = async <T>(method: string, path: string, token?: string, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(`/v3/directline/${path}`, app.url), {
      method,
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    expect(response.status, `${method} ${path}`).toBeLessThan(300);
    return (await response.json()) as T;
  };
  const { token } = await call<{ token: string }>('POST', 'tokens/generate', undefined, {});
  const opened = await call<{ conversationId: string; token: string }>('POST', 'conversations', token, {});
  const base = `conversations/${opened.conversationId}/activities`;
  let watermark = '';
  const poll = async () => {
    const page = await call<Page>('GET', `${base}?watermark=${watermark}`, opened.token);
    watermark = page.watermark;
    return page.activities;
  };
  const send = async (activity: object) => {
    await call<Sent>('POST', base, opened.token, { type: 'message', from: { id: 'me' }, ...activity });
    return (await poll()).filter(({ from }) => from.role === 'bot');
  };
  return { opened, poll, send };
}

describe('the program, started', () => {
  it('is alive and ready', async () => {
    expect((await fetch(new URL('/healthz', app.url))).status).toBe(200);
    expect((await fetch(new URL('/readyz', app.url))).status).toBe(200);
  });

  it('greets, answers with a source, and runs the quiz to its hand-off, over Direct Line', async () => {
    const client = await connect();
    expect((await client.poll())[0]?.text).toContain('2025年度');
    const answer = await client.send({ text: '費用はかかりますか' });
    expect(answer[0]?.entities?.[0]).toMatchObject({ type: 'knowledge', id: 'cost.fee', sections: ['Ⅱ.4'] });
    let replies = await client.send({ value: { command: 'quiz' } });
    const question = replies.flatMap(({ entities }) => entities ?? []).find(({ type }) => type === 'criterion');
    expect(question).toMatchObject({ id: 'legal-form', step: 1, of: 15 });
    replies = await client.send({ value: { criterion: 'legal-form', answer: 'other' } });
    const after = replies.flatMap(({ entities }) => entities ?? []);
    expect(after.at(-1)).toMatchObject({ type: 'criterion', step: 2 });
    replies = await client.send({ value: { command: 'result' } });
    expect(replies.flatMap(({ entities }) => entities ?? []).map(({ type }) => type)).toEqual(['prescreen', 'handoff']);
  });

  it('offers a printable page of the result that anybody with its address can read, and nobody else', async () => {
    const client = await connect();
    await client.send({ value: { command: 'quiz' } });
    await client.send({ value: { criterion: 'legal-form', answer: 'other' } });
    const replies = await client.send({ value: { command: 'result' } });
    const address = /\((http[^)]*\/result\/[^)]*)\)/.exec(replies[0]?.text ?? '')?.[1] ?? '';
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Ⅲ.2(1)①');
    expect((await fetch(`${address.slice(0, -4)}aaaa`)).status).toBe(404);
  });

  it('gives every kind of bad input a friendly message and no 5xx', async () => {
    const client = await connect();
    const bad = ['', 'あ'.repeat(5_000), '🤖🎉', '<img src=x onerror=alert(1)>', '\u0000\u0007\u202e', '９９９'];
    for (const text of bad) {
      const replies = await client.send({ text });
      expect(replies.length, JSON.stringify(text.slice(0, 9))).toBeGreaterThan(0);
      expect(replies.map((reply) => reply.text).join()).not.toMatch(/Error|undefined|\bat .*:\d+/);
    }
    const tooLong = await client.send({ text: 'あ'.repeat(5_000) });
    expect(tooLong[0]?.entities?.[0]).toMatchObject({ type: 'unanswered', reason: 'too-long' });
  });

  it('takes two messages at once one after the other and loses neither', async () => {
    const client = await connect();
    await client.send({ value: { command: 'quiz' } });
    await Promise.all([
      client.send({ text: '株式会社' }),
      client.send({ text: '費用は？' }),
      client.send({ text: 'わからない' }),
    ]);
    const { poll } = client;
    await poll();
    const replies = await client.send({ value: { command: 'back' } });
    expect(replies.flatMap(({ entities }) => entities ?? [])[0]).toMatchObject({ type: 'criterion', step: 2 });
  });

  it('survives a body that says gzip and is not', async () => {
    const response = await fetch(new URL('/healthz', app.url), { headers: { 'Content-Encoding': 'gzip' } });
    expect(response.status).toBe(415);
    expect((await fetch(new URL('/healthz', app.url))).status).toBe(200);
  });

  it('has no /api/messages without an app id', async () => {
    const response = await fetch(new URL('/api/messages', app.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"type":"message"}',
    });
    expect([404, 405]).toContain(response.status);
  });

  it('keeps a conversation over a restart', async () => {
    const client = await connect();
    await client.send({ value: { command: 'quiz' } });
    await client.send({ value: { criterion: 'legal-form', answer: 'godo' } });
    await app.stop();
    app = await start({});
    const replies = await client.send({ value: { command: 'quiz' } });
    expect(replies.flatMap(({ entities }) => entities ?? []).at(-1)).toMatchObject({ type: 'criterion', step: 2 });
  });

  it('refuses a second process on the same data folder, naming the first', async () => {
    await expect(start({})).rejects.toThrow(new RegExp(`${process.pid}`));
  });
});
