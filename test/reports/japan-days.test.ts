import { describe, expect, it } from 'vitest';
import { report } from '../../bot/commands/report.js';
import { createPaint } from '../../bot/commands/terminal.js';
import { newRecord } from '../../bot/conversations/new-record.js';
import type { DeskParts } from '../../bot/desk/desk-parts.js';
import { figuresPage } from '../../bot/desk/figures-page.js';
import type { StaffVisit } from '../../bot/desk/staff-visit.js';
import { type Feedback, withFeedback } from '../../bot/feedback.js';
import { readFigures } from '../../bot/reports/figures.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { loadTexts } from '../../bot/texts.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { testDesk } from '../support/desk.js';
import { smallKnowledge } from '../support/small-knowledge.js';

/** Monday, half past midnight in Japan; still Sunday, and the week before, by UTC. */
const NOW = new Date('2025-10-20T00:30:00+09:00');
const texts = loadTexts('locales');

/** Gives an opinion about an answer; resolves with what is kept. */
async function opinion(store: MemoryStore): Promise<Feedback | undefined> {
  const record = newRecord({ id: 'c', channelId: 'directline', userId: 'u', locale: 'ja', now: NOW });
  const entities = [{ type: 'knowledge', id: 'cost.fee' }];
  record.log.push({ activity: { id: 'a1', locale: 'ja', entities } } as never);
  const press = { type: 'event', name: 'feedback', value: { activityId: 'a1', helpful: true } };
  await withFeedback(
    () => Promise.reject(new Error('no turn')),
    store,
    () => NOW,
  )(record, press);
  const [key = ''] = await store.list('feedback');
  return (await store.read<Feedback>(key))?.value;
}

describe('days of the report are those of Japan', () => {
  it('of an opinion', async () => {
    const store = new MemoryStore(() => 0);
    expect((await opinion(store))?.day).toBe('2025-10-20');
    const { weeks } = await readFigures(store, '2025-W43');
    expect(weeks.map(({ week, counts }) => [week, counts['helpful:cost.fee']]).slice(-2)).toEqual([
      ['2025-W42', undefined],
      ['2025-W43', 1],
    ]);
  });

  it('of the page that opens on this week', async () => {
    const { knowledge } = readKnowledge(smallKnowledge(), texts.languages);
    const asked: string[] = [];
    const parts = {
      say: (key: string, parameters?: Record<string, string | number>) => texts.say('ja', `desk.${key}`, parameters),
      texts,
      language: 'ja',
      live: () => ({ knowledge }),
      now: () => NOW,
      figures: async (week: string) => {
        asked.push(week);
        return readFigures(new MemoryStore(() => 0), week);
      },
    } as unknown as DeskParts;
    const visit = { field: () => '', page: () => ({ status: 200 }) } as unknown as StaffVisit;
    await figuresPage(parts)(visit);
    expect(asked).toEqual(['2025-W43']);
  });

  it('of the command', async () => {
    const { desk } = await testDesk(NOW);
    const lines: string[] = [];
    const opened = {
      desk: { figures: ({ week }: { week: string }) => readFigures(new MemoryStore(() => 0), week) },
      close: async () => {},
    };
    Object.assign(desk.options, { texts, openQuestions: async () => opened });
    const terminal = { write: (text: string) => void lines.push(text), paint: createPaint(false), ask: async () => '' };
    expect(await report.run({ words: [], options: {} }, desk, terminal)).toBe(0);
    expect(lines.join('\n')).toContain('（2025-W43）');
  });
});
