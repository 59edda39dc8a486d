import type { Activity } from 'botbuilder-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeAddress, safeContent, safeMarkdown } from '../../bot/channels/direct-line/safe-content.js';
import { aimedAt, HOSTILE_CARD_PARTS } from '../support/hostile-content.js';

const CARD = 'application/vnd.microsoft.card.adaptive';
const say = (activity: object) =>
  safeContent({ type: 'message', from: { id: 'bot', name: '', role: 'bot' }, ...activity } as Partial<Activity>);

describe('what the bot says', () => {
  it.each([
    '費用はかかりません。',
    '**申込資格**は [申込ページ](https://www.jetro.go.jp/services/nyumonhen.html) で。',
    '[メール](mailto:CDR-Support@jetro.go.jp?subject=%E8%B3%AA%E5%95%8F) [電話](tel:+81-3-3582-4941)',
    '- 一つ目\n- 二つ目（3 < 5）\n\n1. 「Ⅲ.2(1)⑤」',
    '[方針](http://www.jetro.go.jp/privacy/)',
  ])('is left as it is when it is harmless: %s', (text) => {
    expect(safeMarkdown(text)).toBe(text);
  });

  it('keeps no link to anything but web, mail and telephone, whatever is written', () => {
    const fragment = fc.constantFrom(
      '[a](',
      '![a](',
      '[r]:',
      '\n[r]: ',
      '<',
      'javascript:',
      'JavaScript:',
      'data:',
      ' ',
      '\n',
      '>',
      ')',
      'https://x',
      '&#106;',
      '\\',
      '](',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
        const text = safeMarkdown(parts.join(''));
        expect(text).not.toMatch(/\]\((?!https?:\/\/|mailto:|tel:)/);
        expect(text).not.toMatch(/\]:(?!\s*(https?:\/\/|mailto:|tel:))/);
        expect(text).not.toMatch(/!\[/);
        expect(text).not.toMatch(/(?<!\\)<(?!https?:\/\/|mailto:|tel:)[a-z/!?]/i);
      }),
      { numRuns: 2_000 },
    );
  });

  it('as plain text is not touched', () => {
    expect(say({ text: '[x](javascript:1)', textFormat: 'plain' })).toMatchObject({ text: '[x](javascript:1)' });
  });

  it('of people is not touched: it is shown as plain text', () => {
    const activity = { from: { id: 'dl_x', name: '', role: 'user' }, text: '<b>[x](javascript:1)' };
    expect(safeContent(activity as never)).toEqual(activity);
  });
});

describe('cards', () => {
  it('lose everything that loads or leads astray', () => {
    const body = aimedAt(HOSTILE_CARD_PARTS, 'https://tracker.example/');
    const safe = say({ attachments: [{ contentType: CARD, content: { type: 'AdaptiveCard', body } }] });
    const text = JSON.stringify(safe);
    expect(text).not.toMatch(/"(url|iconUrl|backgroundImage|poster)":/);
    expect(text).not.toMatch(/\]\(javascript|!\[/);
    expect(text).toContain('"type":"FactSet"');
    expect(text).toContain('"type":"Action.Submit"');
  });

  it('keep safe links, inputs and the data of their buttons', () => {
    const content = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.3',
      speak: '結果',
      body: [{ type: 'TextBlock', text: '**結果**', wrap: true }],
      actions: [
        { type: 'Action.OpenUrl', title: '申込', url: 'https://www.jetro.go.jp/services/nyumonhen.html' },
        { type: 'Action.OpenUrl', title: 'メール', url: 'mailto:CDR-Support@jetro.go.jp?subject=a%20b&body=c' },
        { type: 'Action.Submit', title: '変更', data: { criterion: 'x', answer: '](y' } },
      ],
    };
    expect(say({ attachments: [{ contentType: CARD, content }] }).attachments).toEqual([
      { contentType: CARD, content },
    ]);
  });

  it('are the only attachments', () => {
    const others = [
      'image/png',
      'text/html',
      'application/vnd.microsoft.card.hero',
      'application/vnd.microsoft.card.oauth',
    ];
    expect(
      say({ attachments: others.map((contentType) => ({ contentType, contentUrl: 'https://x/' })) }).attachments,
    ).toEqual([]);
  });
});

it('buttons and entities: only those that stay in the chat or lead to a safe address', () => {
  const actions = [
    { type: 'messageBack', title: 'a', value: { ask: 'x' } },
    { type: 'openUrl', title: 'b', value: 'https://www.jetro.go.jp/' },
    { type: 'openUrl', title: 'c', value: 'javascript:1' },
    { type: 'signin', title: 'd', value: 'https://x/' },
    { type: 'downloadFile', title: 'e', value: 'https://x/' },
  ];
  const entities = [
    { type: 'knowledge', id: 'x' },
    { type: 'https://schema.org/Claim' },
    { '@type': 'Message', type: 'x' },
  ];
  const safe = say({ suggestedActions: { to: [], actions }, entities });
  expect(safe.suggestedActions?.actions.map(({ title }) => title)).toEqual(['a', 'b']);
  expect(safe.entities).toEqual([{ type: 'knowledge', id: 'x' }]);
});

it.each([
  ['https://www.jetro.go.jp/', true],
  ['http://www.jetro.go.jp/privacy/', true],
  ['mailto:a@b.jp', true],
  ['tel:+81-3-1', true],
  ['javascript:1', false],
  [' https://x', false],
  ['https://例え.jp/', false],
  ['https://x/\u202e', false],
  ['//x', false],
  ['/x', false],
  ['', false],
  [undefined, false],
])('address %s is safe: %s', (address, safe) => {
  expect(isSafeAddress(address)).toBe(safe);
});
