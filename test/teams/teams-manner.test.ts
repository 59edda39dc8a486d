import type { Activity, CardAction } from 'botbuilder-core';
import { describe, expect, it } from 'vitest';
import type { ChannelActivity } from '../../bot/channels/bot-framework/incoming-activity.js';
import { teamsManner } from '../../bot/channels/teams/teams-manner.js';

const manner = teamsManner({ tenantId: 'Tenant-A', refusal: (language) => `refused in ${language}` });
const heard = (activity: object) =>
  manner.heard({ text: '', recipient: { id: '28:bot' }, ...activity } as ChannelActivity);

const button = (title: string, value: unknown): CardAction => ({
  type: 'messageBack',
  title,
  text: title,
  displayText: title,
  value,
});
const message = (actions: CardAction[], more: Partial<Activity> = {}): Partial<Activity> => ({
  type: 'message',
  text: '本文',
  suggestedActions: { to: [], actions },
  ...more,
});
const cardOf = (reply: Partial<Activity>) => reply.attachments?.at(-1)?.content;

describe('a press in Teams', () => {
  it.each<[string, unknown, unknown]>([
    ['the value', { ask: 'cost.fee' }, { ask: 'cost.fee' }],
    ['the value as JSON', '{"ask":"cost.fee"}', { ask: 'cost.fee' }],
    ['the value beside Teams’ note', { command: 'menu', msteams: { type: 'messageBack' } }, { command: 'menu' }],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['an empty value', {}, undefined],
    ['only Teams’ note', { msteams: {} }, undefined],
    ['text that is no JSON', 'はい', undefined],
    ['JSON in JSON', '"{}"', undefined],
    ['a number', 7, 7],
  ])('%s', (_case, value, expected) => {
    expect(heard({ value, text: undefined }).value).toEqual(expected);
  });

  it('changes no prototype', () => {
    heard({ value: '{"__proto__":{"polluted":true},"command":"menu"}' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is what counts beside its title', () => {
    expect(heard({ value: { command: 'quiz' }, text: '申込資格を確かめる' })).toMatchObject({
      value: { command: 'quiz' },
      text: '申込資格を確かめる',
    });
  });

  it('nothing but a mention asks for the menu', () => {
    expect(heard({ text: '<at>案内</at> ' }).value).toEqual({ command: 'menu' });
    expect(heard({ text: '' }).value).toBeUndefined();
    expect(heard({ text: undefined }).value).toBeUndefined();
  });
});

describe('buttons in Teams', () => {
  it('are on a card, for suggested actions are not shown', () => {
    const reply = manner.shown(message([button('はい', { criterion: 'form', answer: 'yes' })]));
    expect(reply.suggestedActions).toBeUndefined();
    expect(reply.text).toBe('本文');
    expect(cardOf(reply)).toMatchObject({ type: 'AdaptiveCard', version: '1.5', body: [] });
    expect(cardOf(reply).actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'はい',
        data: {
          msteams: {
            type: 'messageBack',
            displayText: 'はい',
            text: 'はい',
            value: { criterion: 'form', answer: 'yes' },
          },
        },
      },
    ]);
  });

  it('beyond six lie in the overflow', () => {
    const reply = manner.shown(message(Array.from({ length: 9 }, (_, index) => button(`${index}`, { index }))));
    const modes = cardOf(reply).actions.map(({ mode }: { mode?: string }) => mode);
    expect(modes).toEqual([...Array(6).fill(undefined), ...Array(3).fill('secondary')]);
  });

  it('that open a page are links', () => {
    const reply = manner.shown(message([{ type: 'openUrl', title: '申込ページ', value: 'https://www.example.jp/' }]));
    expect(cardOf(reply).actions).toEqual([
      { type: 'Action.OpenUrl', title: '申込ページ', url: 'https://www.example.jp/' },
    ]);
  });

  it('go when one was pressed, and the choice stays visible', () => {
    const sent = manner.shown(message([button('はい', { answer: 'yes' }), button('いいえ', { answer: 'no' })]));
    expect(manner.hasButtons(sent)).toBe(true);
    const after = manner.pressed(sent, { answer: 'no' });
    expect(after.text).toBe('本文\n\n✓ いいえ');
    expect(after.attachments).toEqual([]);
    expect(manner.hasButtons(after)).toBe(false);
    expect(manner.pressed(sent, { answer: 'never offered' }).text).toBe('本文');
  });

  it('without any, a message stays a message', () => {
    const message = { type: 'message', text: '本文', entities: [{ type: 'knowledge', id: 'x' }] };
    const reply = manner.shown(message);
    expect(reply).toEqual(message);
    expect(manner.hasButtons(reply)).toBe(false);
  });
});

describe('cards of the dialogs in Teams', () => {
  const card = (content: object) => ({ contentType: 'application/vnd.microsoft.card.adaptive', content });
  const shown = (content: object) => cardOf(manner.shown({ type: 'message', attachments: [card(content)] }));

  it('show in the chat what was pressed, however deep the button lies', () => {
    const action = { type: 'Action.Submit', title: '変更', data: { change: 'form' }, tooltip: '会社の形態' };
    const content = shown({
      type: 'AdaptiveCard',
      body: [{ type: 'ColumnSet', columns: [{ items: [{ type: 'ActionSet', actions: [action] }] }] }],
    });
    expect(content.body[0].columns[0].items[0].actions).toEqual([
      {
        type: 'Action.Submit',
        title: '変更',
        tooltip: '会社の形態',
        data: { msteams: { type: 'messageBack', displayText: '変更', text: '変更', value: { change: 'form' } } },
      },
    ]);
  });

  it('with inputs, or made for Teams already, stay as they are', () => {
    const form = {
      body: [{ type: 'Input.Text', id: 'q' }],
      actions: [{ type: 'Action.Submit', title: '送る', data: { send: 1 } }],
    };
    const ready = {
      body: [{}],
      actions: [{ type: 'Action.Submit', title: 'x', data: { msteams: { type: 'imBack', value: 'x' } } }],
    };
    expect(shown(form)).toEqual(form);
    expect(shown(ready)).toEqual(ready);
  });
});

describe('people of other organisations', () => {
  const from = (tenant: object) =>
    manner.refusal({ conversation: { id: 'a' }, ...tenant } as unknown as ChannelActivity, 'en');

  it.each<[string, object, boolean]>([
    ['of this one', { channelData: { tenant: { id: 'tenant-a' } } }, false],
    ['of this one, by the conversation', { conversation: { id: 'a', tenantId: 'TENANT-A' } }, false],
    ['of another', { channelData: { tenant: { id: 'tenant-b' } } }, true],
    [
      'of another that claims this one elsewhere',
      { channelData: { tenant: { id: 'tenant-b' } }, conversation: { id: 'a', tenantId: 'tenant-a' } },
      true,
    ],
    ['of none', {}, true],
    ['with an object as id', { channelData: { tenant: { id: { toString: 'tenant-a' } } } }, true],
  ])('%s: refused %s', (_case, tenant, refused) => {
    expect(from(tenant)).toEqual(refused ? { type: 'message', text: 'refused in en', locale: 'en' } : undefined);
  });

  it('are welcome where no organisation is set', () => {
    const open = teamsManner({ tenantId: '', refusal: () => '' });
    expect(open.refusal({ conversation: { id: 'a' } } as ChannelActivity, 'ja')).toBeUndefined();
  });
});
