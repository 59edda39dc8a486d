import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../dialogs/domain/answer/confidence.js';
import { THRESHOLDS } from '../../dialogs/domain/answer/decide.js';
import { askHidden, type HiddenAsk } from '../eval/hidden-asks.js';
import { openKnowledge } from '../eval/open-knowledge.js';

const { knowledge, tokenizers } = await openKnowledge('knowledge');
const MINUTES = 60_000;

// A fifth of the ways to ask, and of the left-out subjects, is hidden at a time. Each way to ask was written to differ
// from the others of its entry, so this is far harder than what people ask; the limits are what stands, less a little.
describe.each([
  ['ja', { first: 0.66, near: 0.84, leftOut: 0.25 }],
  ['en', { first: 0.6, near: 0.78, leftOut: 0.32 }],
])('hidden ways to ask in %s', (language, least) => {
  const asked: HiddenAsk[] = askHidden(knowledge, language, tokenizers[language]!, {
    folds: 5,
    subjects: true,
    neighbours: true,
  });
  const entries = asked.filter(({ kind }) => kind === 'entry');
  const share = (of: HiddenAsk[], is: (one: HiddenAsk) => boolean): number => of.filter(is).length / of.length;

  it(
    'mostly come back to their own entry',
    () => {
      const first = share(entries, ({ id, assessment }) => assessment.targets[0]!.target.id === id);
      const near = share(entries, ({ id, assessment }) => {
        const nearest = assessment.targets.filter(({ target }) => target.kind === 'entry').slice(0, 3);
        return nearest.some(({ target }) => target.id === id);
      });
      expect(first).toBeGreaterThan(least.first);
      expect(near).toBeGreaterThan(least.near);
    },
    MINUTES,
  );

  it('subjects that the engine never met are mostly not answered', () => {
    const leftOut = asked.filter(({ kind }) => kind === 'left-out');
    const answered = share(leftOut, ({ assessment }) => {
      const best = assessment.targets[0]!.target.kind;
      return best === 'entry' && confidenceOf(assessment.evidence) >= THRESHOLDS.answer;
    });
    expect(answered).toBeLessThan(least.leftOut);
  });
});
