import { randomBytes } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { ChannelAdapter } from '../../../bot/adapter.js';
import { botFrameworkChannel } from '../../../bot/channels/bot-framework/channel.js';
import { KeyedQueue } from '../../../bot/keyed-queue.js';
import { LowdbStore } from '../../../bot/storage/lowdb-store.js';
import { joinReplicas } from '../../../bot/storage/postgres-replicas.js';
import { PostgresStore } from '../../../bot/storage/postgres-store.js';
import { startServer } from '../../support/web-server.js';
import type { EchoBotOptions } from '../killed.js';
import { APP_ID } from './token-issuer.js';

// A bot in a process of its own that says back what it hears: made to be killed. Prints its address.
const { place, metadataUrl, connector } = JSON.parse(process.argv[2] ?? '{}') as EchoBotOptions;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const onError = () => {};

async function storage() {
  if ('folder' in place) {
    const store = new LowdbStore({ ...place, durability: 'none', now: Date.now, onQuarantine: () => process.exit(3) });
    return { store, queue: new KeyedQueue() };
  }
  const store = await PostgresStore.open({ ...place, now: Date.now, onError });
  return { store, ...joinReplicas({ ...place, now: Date.now, onError }) };
}

const channel = botFrameworkChannel({
  ...(await storage()),
  registration: {
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: 'p',
    MicrosoftAppTenantId: '',
    MicrosoftAppType: 'MultiTenant',
  },
  assistant: {
    adapter: new ChannelAdapter(new ConfigurationBotFrameworkAuthentication({})),
    logic: async (context) => {
      await context.sendActivities([
        { type: 'message', text: `${context.activity.text} a` },
        { type: 'message', text: `${context.activity.text} b` },
      ]);
    },
    apology: () => ({ type: 'message', text: 'sorry' }),
  },
  languages: ['ja'],
  otherTenant: () => '',
  newId: () => randomBytes(16).toString('hex'),
  rateLimit: 0,
  trustedProxies: 0,
  now: () => new Date(),
  onTurnError: () => {},
  log,
  instead: { metadataUrl, serviceHosts: [connector], token: async () => 'token', retry: { firstWaitMs: 5 } },
});
const { url } = await startServer({ messagesRoute: channel.route });
await channel.resume();
console.log(url);
