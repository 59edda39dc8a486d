import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IN_PERIOD, startTalk, type Talk } from './support/talk.js';

/**
 * Plays every conversation in test/conversations through the real bot. A file is plain text:
 *   now: 2025-10-15T10:30:00+09:00    when it takes place (optional)
 *   locale: en-US                     language of the page (optional, ja-JP)
 *   user: …                           what somebody types
 *   press: {"command":"quiz"}         what a button sends
 *   channel: console                  channel of the conversation (optional, directline)
 *   staff: answer Q-0001 …            what the staff do (answer, close); what follows is what arrives in the chat
 *   bot: …                            words that the next reply must hold; (nothing) ends the replies
 *   not: …                            words that none of the replies so far may hold
 */
const FOLDER = 'test/conversations';

interface Line {
  kind: string;
  text: string;
  number: number;
}

function linesOf(file: string): Line[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() && !line.startsWith('#'))
    .map(({ line, number }) => {
      const [, kind = '', text = ''] = /^(\w+):\s?(.*)$/.exec(line) ?? [];
      return { kind, text, number };
    });
}

async function actAsStaff({ staff }: Talk, text: string): Promise<void> {
  const [, act, number = '', words = ''] = /^(answer|close) (\S+) ?(.*)$/.exec(text) ?? [];
  const by = { id: 'staff', name: '佐藤' };
  const result =
    act === 'answer' ? staff?.desk.answer({ number, by, text: words }) : staff?.desk.close({ number, by, note: words });
  expect((await result)?.kind, text).toBe('done');
}

describe('conversations', () => {
  for (const file of readdirSync(FOLDER).sort()) {
    it(file.replace(/\.txt$/, ''), async () => {
      const lines = linesOf(file);
      const header = (kind: string) => lines.find((line) => line.kind === kind)?.text;
      const now = header('now') ? new Date(header('now')!) : IN_PERIOD;
      const talk = await startTalk({ now, locale: header('locale') ?? 'ja-JP', channelId: header('channel') });
      let replies = talk.greeting;
      let next = 0;
      for (const { kind, text, number } of lines) {
        const where = `${file}:${number}`;
        if (kind === 'user' || kind === 'press') {
          replies = kind === 'user' ? await talk.say(text) : await talk.press(JSON.parse(text));
          next = 0;
        } else if (kind === 'staff') {
          await actAsStaff(talk, text);
          replies = await talk.later();
          next = 0;
        } else if (kind === 'bot' && text === '(nothing)') {
          expect(
            replies.slice(next).map((reply) => reply.text),
            where,
          ).toEqual([]);
        } else if (kind === 'bot') {
          expect(replies[next]?.text, where).toContain(text);
          next += 1;
        } else if (kind === 'not') {
          expect(replies.map((reply) => reply.text).join('\n'), where).not.toContain(text);
        } else {
          expect(['now', 'locale', 'channel'], `${where}: not a kind of line`).toContain(kind);
        }
      }
      expect(talk.errors).toEqual([]);
    });
  }
});
