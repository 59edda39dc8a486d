import type { Activity } from 'botbuilder-core';
import { describe, expect, it } from 'vitest';
import { shownText, typedText } from '../../bot/channels/teams/teams-text.js';

const BOT = { id: '28:bot', name: '案内' };
const bot = (text = '<at>案内</at>') => ({ type: 'mention', text, mentioned: BOT });
const other = (text: string) => ({ type: 'mention', text, mentioned: { id: '29:other', name: '' } });
const typed = (text: string | undefined | null, entities?: object[] | null) =>
  typedText({ text, entities, recipient: BOT } as unknown as Activity);

describe('what was typed in Teams', () => {
  it.each<[string, string | undefined | null, object[] | undefined | null, string]>([
    ['no mention', '費用は？', [], '費用は？'],
    ['mention first', '<at>案内</at> 費用は？', [bot()], '費用は？'],
    ['mention last', '費用は？ <at>案内</at>', [bot()], '費用は？'],
    ['mention in the middle', '費用は<at>案内</at>いくら？', [bot()], '費用は いくら？'],
    ['mentioned twice, told once', '<at>案内</at> <at>案内</at> 費用は？', [bot()], '費用は？'],
    ['mentioned twice, told twice', '<at>案内</at> 費用は？ <at>案内</at>', [bot(), bot()], '費用は？'],
    ['without entities', '<at>案内</at> 費用は？', undefined, '費用は？'],
    ['entities are null', '<at>案内</at> 費用は？', null, '費用は？'],
    ['other entities only', '<at>案内</at> 費用は？', [{ type: 'clientInfo' }], '費用は？'],
    ['a tag with attributes', '<at id="0">案内</at>&nbsp;費用は？', [bot('<at id="0">案内</at>')], '費用は？'],
    ['upper case', '<AT>案内</AT> 費用は？', [bot('<AT>案内</AT>')], '費用は？'],
    [
      'another person stays',
      '<at>案内</at> <at>山田</at>さんの費用は？',
      [bot(), other('<at>山田</at>')],
      '山田さんの費用は？',
    ],
    ['non-breaking spaces', '<at>案内</at>&nbsp;\u00a0 費用は？&nbsp;', [bot()], '費用は？'],
    ['special characters', '<at>案内</at> A&amp;B &lt;10人 &quot;x&quot;', [bot()], 'A&B <10人 "x"'],
    ['escaped twice stays once', '&amp;lt;', [], '&lt;'],
    ['nothing but the mention', '<at>案内</at>', [bot()], ''],
    ['a tag that is not closed', '<at>案内 費用は？', [bot()], '<at>案内 費用は？'],
    ['a mention without text', '費用は？', [{ type: 'mention', mentioned: BOT }], '費用は？'],
    ['text undefined', undefined, [bot()], ''],
    ['text null', null, undefined, ''],
    ['empty', '', [], ''],
  ])('%s', (_case, text, entities, expected) => {
    expect(typed(text, entities)).toBe(expected);
  });

  it.each([
    '<at'.repeat(80_000),
    '<at>'.repeat(60_000),
    '<at>x</at'.repeat(30_000),
    ' '.repeat(250_000),
    '&'.repeat(250_000),
  ])('hostile text of %# is cut, not chewed on', (text) => {
    expect(typed(text).length).toBeLessThanOrEqual(8_000);
  });
});

describe('text shown in Teams', () => {
  it.each([
    ['# 見出し', '**見出し**'],
    ['前文\n\n## 見出し\n本文', '前文\n\n**見出し**\n本文'],
    ['3.#1 と #タグ はそのまま', '3.#1 と #タグ はそのまま'],
    ['- **質問する** … 例', '- **質問する** … 例'],
  ])('%j', (text, expected) => {
    expect(shownText(text)).toBe(expected);
  });
});
