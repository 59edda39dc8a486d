import type { Attachment } from 'botbuilder-core';
import { adaptiveCard, plainText } from '../adaptive-card.js';
import type { Voice } from '../voice.js';
import type { ResultRow } from './result-rows.js';

const COLORS = { pass: 'Good', confirm: 'Warning', ineligible: 'Attention', unanswered: 'Default' } as const;

/** The result as an Adaptive Card (1.4): one row a criterion, each with a way to change its answer. */
export function resultCard(voice: Voice, rows: ResultRow[]): Attachment {
  const title = voice.say('result.title');
  return adaptiveCard({
    speak: `${title}. ${rows.map((row) => `${row.subject}: ${row.answer}, ${voice.say(`result.effect.${row.effect}`)}`).join('. ')}`,
    body: [
      { type: 'TextBlock', text: title, size: 'Medium', weight: 'Bolder', wrap: true, style: 'heading' },
      ...rows.map((row, index) => rowOf(voice, row, index)),
      plainText(voice.say('result.change-how'), { isSubtle: true, size: 'Small' }),
    ],
    actions: [submit(voice.say('button.result-text'), { command: 'result-text' })],
  });
}

function rowOf(voice: Voice, row: ResultRow, index: number) {
  const effect = voice.say(`result.effect.${row.effect}`);
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      column('auto', [plainText(row.mark, { color: COLORS[row.effect], weight: 'Bolder' })]),
      column('stretch', [
        plainText(voice.say('result.answered', { number: index + 1, subject: row.subject, answer: row.answer }), {
          weight: 'Bolder',
        }),
        plainText(voice.say('result.finding', { effect, sections: row.sections }), {
          isSubtle: true,
          size: 'Small',
          spacing: 'None',
        }),
      ]),
      column('auto', [
        {
          type: 'ActionSet',
          actions: [
            {
              ...submit(voice.say('button.change'), { change: row.criterion }),
              tooltip: `${row.subject}: ${voice.say('button.change')}`,
            },
          ],
        },
      ]),
    ],
  };
}

function column(width: 'auto' | 'stretch', items: unknown[]) {
  return { type: 'Column', width, verticalContentAlignment: 'Top', items };
}

function submit(title: string, data: Record<string, unknown>) {
  return { type: 'Action.Submit', title, data };
}
