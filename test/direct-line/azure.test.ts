import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectLineClient } from '../support/direct-line-client.js';
import { builtAssets, startServer, type TestServer } from '../support/web-server.js';

const SECRET = 'the-site-secret';

/** A stand-in for the Azure Direct Line service, which notes what it is asked. */
interface Stub {
  server: Server;
  url: string;
  asked: { method: string; path: string; authorization: string; body: unknown }[];
  status: number;
}

let stub: Stub;
let server: TestServer;

beforeEach(async () => {
  stub = await startStub();
  server = await startServer({
    assets: await builtAssets(),
    publicUrl: 'https://chat.example.jp',
    azure: { secret: SECRET, endpoint: stub.url },
  });
});
afterEach(async () => {
  await server.stop();
  stub.server.close();
});

describe('with the secret of an Azure Direct Line', () => {
  it('a token is one of the service, for a random user and this site, and points the page there', async () => {
    const client = new DirectLineClient(server.url);
    const answer = await client.ask('POST', '/tokens/generate', { user: { id: 'staff' } });
    const granted = await answer.json();
    expect(granted).toMatchObject({ domain: `${stub.url}/v3/directline`, token: 'azure-token', expires_in: 3600 });
    expect(granted.conversationId).toBeUndefined();
    expect(stub.asked).toEqual([
      {
        method: 'POST',
        path: '/v3/directline/tokens/generate',
        authorization: `Bearer ${SECRET}`,
        body: { user: { id: expect.stringMatching(/^dl_[0-9a-f]{32}$/) }, trustedOrigins: ['https://chat.example.jp'] },
      },
    ]);
  });

  it('after a reload the same conversation is gone on with, and only that one', async () => {
    const client = new DirectLineClient(server.url);
    const { resume } = await (await client.ask('POST', '/tokens/generate')).json();
    const resumed = await client.ask('POST', '/tokens/resume', { conversationId: 'azure-conversation' }, resume);
    expect(await resumed.json()).toMatchObject({ conversationId: 'azure-conversation', token: 'azure-token-2' });
    expect(stub.asked.at(-1)).toMatchObject({ method: 'GET', path: '/v3/directline/conversations/azure-conversation' });
    expect((await client.ask('POST', '/tokens/resume', { conversationId: 'another' }, resume)).status).toBe(404);
    expect(stub.asked).toHaveLength(2);
  });

  it('a service in trouble is told as such, without its words', async () => {
    for (const [theirs, ours] of [
      [500, 502],
      [401, 502],
      [404, 404],
    ] as const) {
      stub.status = theirs;
      const answer = await new DirectLineClient(server.url).ask('POST', '/tokens/generate');
      expect(answer.status).toBe(ours);
      expect(await answer.text()).not.toContain('stub');
    }
  });

  it('the secret is in no answer and no log; the page may connect to the service and offers no deletion', async () => {
    const page = await fetch(server.url);
    const html = await page.text();
    const granted = await (await new DirectLineClient(server.url).ask('POST', '/tokens/generate')).text();
    for (const text of [html, granted, server.logged.join()]) expect(text).not.toContain(SECRET);
    const host = new URL(stub.url).host;
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' http://${host} ws://${host};`);
    expect(html).not.toContain('data-action="delete"');
  });

  it('our own Direct Line is not served beside it', async () => {
    const client = new DirectLineClient(server.url);
    expect((await client.ask('POST', '/conversations', {}, 'x')).status).toBe(404);
    expect((await client.ask('POST', '/tokens/refresh', {}, 'x')).status).toBe(404);
  });
});

async function startStub(): Promise<Stub> {
  const stub = { asked: [], status: 200 } as unknown as Stub;
  stub.server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url: path = '', headers } = request;
    stub.asked.push({ method, path, authorization: String(headers.authorization), body: body && JSON.parse(body) });
    response.writeHead(stub.status, { 'Content-Type': 'application/json' });
    const token = method === 'POST' ? 'azure-token' : 'azure-token-2';
    response.end(
      JSON.stringify(
        stub.status === 200 ? { conversationId: 'azure-conversation', token, expires_in: 3600 } : 'stub trouble',
      ),
    );
  });
  await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
  stub.url = `http://127.0.0.1:${(stub.server.address() as AddressInfo).port}`;
  return stub;
}
