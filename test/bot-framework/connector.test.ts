import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessToken } from '../../bot/channels/bot-framework/access-token.js';
import { createConnector } from '../../bot/channels/bot-framework/connector.js';
import { SendError } from '../../bot/channels/bot-framework/send-error.js';
import { serviceUrlRule } from '../../bot/channels/bot-framework/service-url.js';
import { newThread, teamsSender, threadOf } from '../../bot/channels/teams/teams-sender.js';
import { type StubConnector, startConnector, type Trouble } from './support/stub-connector.js';

let stub: StubConnector;
let waits: number[];
beforeEach(async () => {
  stub = await startConnector();
  waits = [];
});
afterEach(() => stub.stop());

const MESSAGE = { type: 'message', text: 'お知らせ' };

const token: AccessToken = async ({ fresh = false } = {}) => (fresh ? 'fresh' : 'old');

function sender(change: { token?: AccessToken; timeoutMs?: number } = {}) {
  return teamsSender(
    createConnector({
      token,
      allowed: serviceUrlRule([stub.origin]),
      retry: {
        attempts: 4,
        firstWaitMs: 1000,
        longestWaitMs: 30_000,
        wait: async (ms) => void waits.push(ms),
        random: () => 0.5,
      },
      now: () => Date.parse('2025-10-15T00:00:00Z'),
      timeoutMs: stub.trouble.includes('hang') ? 1_000 : 10_000,
      ...change,
    }),
  );
}

const reference = (conversationId = '19:x@thread.tacv2;messageid=17') => ({
  channelId: 'msteams',
  serviceUrl: stub.serviceUrl,
  conversation: { id: conversationId, isGroup: true, conversationType: 'channel', name: '' },
  bot: { id: '28:bot', name: '' },
});

describe('sending of the bot’s own accord', () => {
  it('goes to the thread, with the token, and gives the id', async () => {
    expect(await sender().send(reference(), MESSAGE)).toEqual({ id: 'sent-1' });
    expect(stub.calls[0]).toMatchObject({
      method: 'POST',
      conversationId: '19:x@thread.tacv2;messageid=17',
      authorization: 'Bearer old',
      activity: { text: 'お知らせ', from: { id: '28:bot' } },
    });
    expect(stub.calls[0]?.activityId).toBeUndefined();
  });

  it('begins a new thread, and answers in it', async () => {
    const channel = newThread(reference());
    const { id } = await sender().send(channel, MESSAGE);
    await sender().send(threadOf(channel, id), MESSAGE);
    expect(stub.calls.map(({ conversationId }) => conversationId)).toEqual([
      '19:x@thread.tacv2',
      '19:x@thread.tacv2;messageid=sent-1',
    ]);
  });

  it('updates in place', async () => {
    await sender().update(reference(), 'card-7', MESSAGE);
    expect(stub.calls).toMatchObject([
      { method: 'PUT', activityId: 'card-7', activity: { id: 'card-7', text: 'お知らせ' } },
    ]);
  });
});

describe('a connector in trouble', () => {
  it.each<[string, Trouble[], number[]]>([
    ['412', [{ status: 412 }], [1000]],
    ['429 without a time', [{ status: 429 }], [1000]],
    ['429 with a time', [{ status: 429, headers: { 'Retry-After': '7' } }], [7000]],
    ['429 with a date', [{ status: 429, headers: { 'Retry-After': 'Wed, 15 Oct 2025 00:00:09 GMT' } }], [9000]],
    ['429 with a time past all patience', [{ status: 429, headers: { 'Retry-After': '86400' } }], [30_000]],
    ['429 with nonsense', [{ status: 429, headers: { 'Retry-After': 'soon' } }], [1000]],
    ['500', [{ status: 500 }], [1000]],
    ['502 twice', [{ status: 502 }, { status: 502 }], [1000, 2000]],
    ['503, 504, 408', [{ status: 503 }, { status: 504 }, { status: 408 }], [1000, 2000, 4000]],
    ['no answer in time', ['hang'], [1000]],
    ['the line goes dead', ['hang-up'], [1000]],
  ])('%s: waits and sends again', async (_what, trouble, waited) => {
    stub.trouble.push(...trouble);
    await sender().send(reference(), MESSAGE);
    expect(waits).toEqual(waited);
    expect(stub.calls).toHaveLength(trouble.length + 1);
  });

  it.each<[string, Trouble, boolean]>([
    ['412', { status: 412 }, true],
    ['429', { status: 429 }, true],
    ['500', { status: 500 }, false],
    ['502', { status: 502 }, false],
    ['504', { status: 504 }, false],
    ['no answer in time', 'hang', false],
    ['the line goes dead', 'hang-up', false],
  ])('%s: what must not come twice is sent again only when it surely did not arrive', async (_what, trouble, again) => {
    stub.trouble.push(trouble);
    const sent = sender().send(reference(), MESSAGE, { mayDouble: false });
    if (again) await sent;
    else await expect(sent).rejects.toMatchObject({ unclear: true, passing: true });
    expect(stub.calls).toHaveLength(again ? 2 : 1);
  });

  it('is tried four times, then the failure is reported', async () => {
    stub.trouble.push(...Array.from({ length: 4 }, () => ({ status: 502 })));
    await expect(sender().send(reference(), MESSAGE)).rejects.toMatchObject({
      name: 'SendError',
      status: 502,
      passing: true,
    });
    expect(stub.calls).toHaveLength(4);
  });

  it.each([400, 403, 404, 413])('%i is final', async (status) => {
    stub.trouble.push({ status });
    await expect(sender().send(reference(), MESSAGE)).rejects.toMatchObject({ status, passing: false, unclear: false });
    expect(stub.calls).toHaveLength(1);
  });

  it('401 is tried once more with a fresh token', async () => {
    stub.trouble.push({ status: 401 });
    await sender().send(reference(), MESSAGE);
    expect(stub.calls.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer fresh']);
    stub.trouble.push({ status: 401 }, { status: 401 });
    await expect(sender().send(reference(), MESSAGE)).rejects.toMatchObject({ status: 401, passing: false });
  });

  it('a server that is not there: nothing has left, so it is tried again in any case', async () => {
    const gone = reference();
    await stub.stop();
    await expect(sender().send(gone, MESSAGE, { mayDouble: false })).rejects.toMatchObject({
      unclear: false,
      passing: true,
    });
    expect(waits).toHaveLength(3);
  });

  it('no token in time: nothing is sent, and it may be tried later', async () => {
    const slow = sender({ token: () => new Promise(() => {}), timeoutMs: 50 });
    await expect(slow.send(reference(), MESSAGE)).rejects.toMatchObject({ passing: true, unclear: false });
    expect(stub.calls).toEqual([]);
  });

  it('no token to be had: nothing is sent, and it may be tried later', async () => {
    const poor = sender({
      token: async () => {
        throw new Error('AADSTS7000215: secret abc is wrong');
      },
    });
    const error = await poor.send(reference(), MESSAGE).catch((caught) => caught);
    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject({ passing: true });
    expect(error.message).not.toContain('abc');
    expect(stub.calls).toEqual([]);
  });
});

describe('addresses that came back from the store', () => {
  it.each(['http://169.254.169.254/', 'https://smba.trafficmanager.net.evil.example/', 'https://10.0.0.1/', ''])(
    '%j is not sent to',
    async (serviceUrl) => {
      await expect(sender().send({ ...reference(), serviceUrl }, MESSAGE)).rejects.toMatchObject({ passing: false });
      expect(stub.calls).toEqual([]);
    },
  );

  it('a redirect is not followed', async () => {
    const other = await startConnector();
    stub.trouble.push({ status: 307, headers: { Location: `${other.serviceUrl}v3/conversations/x/activities` } });
    await expect(sender().send(reference(), MESSAGE)).rejects.toMatchObject({ status: 307, passing: false });
    expect(other.calls).toEqual([]);
    await other.stop();
  });

  it('a conversation id cannot lead to another path', async () => {
    await sender().send(reference('a/../../b?x=1#y'), MESSAGE);
    expect(stub.calls[0]?.conversationId).toBe('a/../../b?x=1#y');
  });

  it.each([
    ['https://smba.trafficmanager.net/jp/', true],
    ['https://SMBA.trafficmanager.net/emea/', true],
    ['https://directline.botframework.com/', true],
    ['https://webchat.botframework.com', true],
    ['https://botframework.com/', false],
    ['http://smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net:444/', false],
  ])('as a rule, %s: %s', (url, allowed) => {
    expect(serviceUrlRule()(url)).toBe(allowed);
  });
});
