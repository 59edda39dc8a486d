import { describe, expect, it } from 'vitest';
import { change, type Outcome } from '../../dialogs/domain/staff/change.js';
import type { Action, Person, Progress } from '../../dialogs/domain/staff/question.js';

const AT = '2025-10-15T10:30:00+09:00';
const SATO: Person = { id: 'p-sato', name: '佐藤' };
const MORI: Person = { id: 'p-mori', name: '森' };

const ACTIONS: Record<string, Action> = {
  'Sato takes': { kind: 'take', by: SATO },
  'Mori takes': { kind: 'take', by: MORI },
  'Sato answers': { kind: 'answer', by: SATO, text: 'はい。' },
  'Mori answers': { kind: 'answer', by: MORI, text: 'いいえ。' },
  'Mori passes on': { kind: 'pass', by: MORI, area: 'apply' },
  'Sato closes': { kind: 'close', by: SATO },
  'Mori closes': { kind: 'close', by: MORI, note: '重複' },
  'Sato reopens': { kind: 'reopen', by: SATO },
  'asker withdraws': { kind: 'withdraw' },
  'asker replies': { kind: 'follow-up', id: 'f1', text: 'もう一点。' },
};

/**
 * The rules, written by hand. Left: the situation; then what each action of the list above, in its order, leads to:
 * a situation, or `!` and the reason of the refusal. A situation is a status, who holds it (S, M), and how many answers
 * and replies there were as far as they matter: `a` = at least one answer, `r` = the reply is used.
 */
const RULES: Record<string, string> = {
  open: 'taken S|taken M|answered S a|answered M a|open|closed|closed|!already-open|withdrawn|!not-answered',
  'taken S':
    '!taken-by-you|!taken-by-other|answered S a|!taken-by-other|open|closed S|!taken-by-other|!taken-by-you|withdrawn S|!not-answered',
  'taken M':
    '!taken-by-other|!taken-by-you|!taken-by-other|answered M a|open|!taken-by-other|closed M|!taken-by-other|withdrawn M|!not-answered',
  'answered S a': '!answered|!answered|!answered|!answered|!answered|closed S a|closed S a|open a|!answered|open a r',
  'answered M a': '!answered|!answered|!answered|!answered|!answered|closed M a|closed M a|open a|!answered|open a r',
  closed: '!closed|!closed|!closed|!closed|!closed|!closed|!closed|open|!closed|!not-answered',
  'closed S': '!closed|!closed|!closed|!closed|!closed|!closed|!closed|open|!closed|!not-answered',
  'closed M': '!closed|!closed|!closed|!closed|!closed|!closed|!closed|open|!closed|!not-answered',
  'closed S a': '!closed|!closed|!closed|!closed|!closed|!closed|!closed|open a|!closed|open a r',
  'closed M a': '!closed|!closed|!closed|!closed|!closed|!closed|!closed|open a|!closed|open a r',
  'closed a': '!closed|!closed|!closed|!closed|!closed|!closed|!closed|open a|!closed|open a r',
  withdrawn: ALL('withdrawn'),
  'withdrawn S': ALL('withdrawn'),
  'withdrawn M': ALL('withdrawn'),
  'withdrawn a': ALL('withdrawn'),
  'withdrawn S a': ALL('withdrawn'),
  'withdrawn M a': ALL('withdrawn'),
  'open a':
    'taken S a|taken M a|answered S a|answered M a|open a|closed a|closed a|!already-open|withdrawn a|!not-answered',
  'taken S a':
    '!taken-by-you|!taken-by-other|answered S a|!taken-by-other|open a|closed S a|!taken-by-other|!taken-by-you|withdrawn S a|!not-answered',
  'taken M a':
    '!taken-by-other|!taken-by-you|!taken-by-other|answered M a|open a|!taken-by-other|closed M a|!taken-by-other|withdrawn M a|!not-answered',
};

/** After the reply is used, the same rules hold, and the reply is refused wherever it would have been allowed. */
for (const [situation, row] of Object.entries({ ...RULES })) {
  if (!situation.endsWith('a')) continue;
  const cells = row.split('|').map((cell) => (cell.startsWith('!') ? cell : `${cell} r`));
  if (cells[9]!.startsWith('open')) cells[9] = '!replied';
  RULES[`${situation} r`] = cells.join('|');
}

function ALL(reason: string): string {
  return Object.keys(ACTIONS)
    .map(() => `!${reason}`)
    .join('|');
}

function asked(): Progress {
  return { status: 'open', area: 'program', answers: [], history: [{ kind: 'ask', to: 'open', at: AT }] };
}

function situationOf({ status, holder, answers, followUp }: Progress): string {
  const who = holder ? (holder.id === SATO.id ? 'S' : 'M') : '';
  return [status, who, answers.length > 0 ? 'a' : '', followUp ? 'r' : ''].filter(Boolean).join(' ');
}

function shown(outcome: Outcome<Progress>): string {
  return outcome.ok ? situationOf(outcome.question) : `!${outcome.refusal.reason}`;
}

describe('the states of a question to the staff', () => {
  it('obey the table after every sequence of up to 6 actions', () => {
    const names = Object.keys(ACTIONS);
    const visited = new Set<string>();
    const wrong: string[] = [];
    let checked = 0;
    const walk = (question: Progress, depth: number) => {
      const situation = situationOf(question);
      visited.add(situation);
      const expected = RULES[situation]?.split('|') ?? [];
      for (const [index, name] of names.entries()) {
        const outcome = change(question, ACTIONS[name]!, AT);
        checked += 1;
        const got = shown(outcome);
        if (got !== expected[index] && wrong.length < 20)
          wrong.push(`${situation}: ${name} → ${got}, expected ${expected[index]}`);
        const recorded = outcome.ok ? outcome.question.history.length - question.history.length : 1;
        if (recorded !== 1) wrong.push(`${situation}: ${name} recorded ${recorded} changes`);
        if (depth > 1) walk(outcome.ok ? outcome.question : question, depth - 1);
      }
    };
    walk(asked(), 6);
    expect(wrong).toEqual([]);
    expect(checked).toBe(10 + 100 + 1_000 + 10_000 + 100_000 + 1_000_000);
    expect(visited.size).toBeGreaterThan(20);
  });

  it('record who did what and when', () => {
    const taken = change(asked(), ACTIONS['Sato takes']!, '2025-10-15T11:00:00+09:00');
    if (!taken.ok) throw new Error('refused');
    const passed = change(taken.question, ACTIONS['Mori passes on']!, '2025-10-15T12:00:00+09:00');
    if (!passed.ok) throw new Error('refused');
    expect(passed.question.area).toBe('apply');
    expect(passed.question.history.slice(1)).toEqual([
      { kind: 'take', from: 'open', to: 'taken', by: SATO, at: '2025-10-15T11:00:00+09:00', note: undefined },
      { kind: 'pass', from: 'taken', to: 'open', by: MORI, at: '2025-10-15T12:00:00+09:00', note: 'apply' },
    ]);
  });

  it('tell a late press who was quicker, and when', () => {
    const taken = change(asked(), ACTIONS['Sato takes']!, '2025-10-15T11:00:00+09:00');
    if (!taken.ok) throw new Error('refused');
    expect(change(taken.question, ACTIONS['Mori takes']!, AT)).toEqual({
      ok: false,
      refusal: { reason: 'taken-by-other', by: SATO, at: '2025-10-15T11:00:00+09:00' },
    });
  });

  it('never change a question in place', () => {
    const question = Object.freeze({ ...asked(), answers: Object.freeze([]), history: Object.freeze([]) }) as never;
    expect(change(question, ACTIONS['Sato answers']!, AT).ok).toBe(true);
  });
});
