import type { Activity } from 'botbuilder-core';
import { DialogTestClient } from 'botbuilder-testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTexts } from '../../bot/texts.js';
import { rootDialog } from '../../dialogs/root.js';
import { newState, STATE } from '../../dialogs/state.js';
import { testLive } from '../support/live.js';
import { IN_PERIOD } from '../support/talk.js';

/** The root dialog alone, played by the framework's own test client. */
let client: DialogTestClient;

beforeAll(async () => {
  const live = await testLive();
  const root = rootDialog({ texts: loadTexts('locales'), live: () => live, now: () => IN_PERIOD });
  const state = newState('ja');
  client = new DialogTestClient('test', root, undefined, [
    {
      onTurn: async (context, next) => {
        context.turnState.set(STATE, state);
        context.turnState.set('settings', {});
        await next();
      },
    },
  ]);
});

describe('the root dialog', () => {
  it('answers a question, with the entry and its sections for machines', async () => {
    const reply: Partial<Activity> = await client.sendActivity('費用はかかりますか');
    expect(reply.text).toContain('原則無料');
    expect(reply.entities).toEqual([{ type: 'knowledge', id: 'cost.fee', sections: ['Ⅱ.4'] }]);
  });

  it('begins the quiz, takes an answer, and puts the same question again after a question in between', async () => {
    expect((await client.sendActivity('申込資格を確かめる')).text).toContain('2分ほど');
    expect(client.getNextReply().entities?.[0]).toMatchObject({ type: 'criterion', id: 'legal-form' });
    const next = await client.sendActivity('有限会社です');
    const open = next.entities?.[0];
    expect(open).toMatchObject({ type: 'criterion', step: 2 });
    expect((await client.sendActivity('審査はどのくらいかかりますか')).entities?.[0]).toMatchObject({
      type: 'knowledge',
    });
    expect(client.getNextReply().entities?.[0]).toMatchObject({ type: 'criterion', id: open?.id });
    expect(client.getNextReply()).toBeUndefined();
  });
});
