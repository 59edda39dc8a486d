import { randomBytes } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { ChannelAdapter } from '../../../bot/adapter.js';
import { botFrameworkChannel } from '../../../bot/channels/bot-framework/channel.js';
import { KeyedQueue } from '../../../bot/keyed-queue.js';
import { LowdbStore } from '../../../bot/storage/lowdb-store.js';
import { startServer } from '../../support/web-server.js';
import { APP_ID } from './token-issuer.js';

// A bot of its own process, over files, that says back what it hears: made to be killed.
// Arguments: data folder, address of the OpenID metadata, origin of the connector. Prints its address.
const [folder = '', metadataUrl = '', connector = ''] = process.argv.slice(2);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const channel = botFrameworkChannel({
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
  store: new LowdbStore({ folder, durability: 'none', now: Date.now, onQuarantine: () => {} }),
  queue: new KeyedQueue(),
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
