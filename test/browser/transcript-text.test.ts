import { expect, it } from 'vitest';
import { transcriptText } from '../../bot/web/client/transcript-text.js';

const words = { heading: '記録', savedAt: '保存', user: 'あなた', bot: '案内' };
const time = (iso: string) => iso.slice(11, 16);
const write = (activities: Parameters<typeof transcriptText>[0]) =>
  transcriptText(activities, words, time, '2026-01-05T10:00:00Z');

it('a conversation as text: who said what when, buttons as pressed, events and empty messages left out', () => {
  const text = write([
    { type: 'message', timestamp: '2026-01-05T09:00:00Z', text: 'こんにちは。', from: { role: 'bot' } },
    {
      type: 'message',
      timestamp: '2026-01-05T09:01:00Z',
      text: 'x',
      channelData: { messageBack: { displayText: '費用' } },
      from: { role: 'user' },
    },
    { type: 'event', timestamp: '2026-01-05T09:02:00Z', from: { role: 'user' } },
    { type: 'message', timestamp: '2026-01-05T09:03:00Z', from: { role: 'user' } },
  ]);
  expect(text).toBe('記録\n\n保存: 10:00\n\n[09:00] 案内\nこんにちは。\n\n[09:01] あなた\n費用\n');
});

it('cards are written as the texts on them, links with their address, buttons that only act not at all', () => {
  const content = {
    type: 'AdaptiveCard',
    body: [
      { type: 'TextBlock', text: '結果' },
      {
        type: 'ColumnSet',
        columns: [
          { items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '○' }] }] },
          { items: [{ type: 'TextBlock', text: '国内拠点' }] },
        ],
      },
      { type: 'FactSet', facts: [{ title: '答え', value: 'あり' }] },
    ],
    actions: [
      { type: 'Action.OpenUrl', title: '申込', url: 'https://www.jetro.go.jp/' },
      { type: 'Action.Submit', title: '変更', data: {} },
    ],
  };
  const text = write([
    { type: 'message', timestamp: '2026-01-05T09:00:00Z', from: { role: 'bot' }, attachments: [{ content }] },
  ]);
  expect(text).toContain('案内\n結果\n○\n国内拠点\n答え: あり\n申込 https://www.jetro.go.jp/\n');
  expect(text).not.toContain('変更');
});
