import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../dialogs/domain/answer/confidence.js';
import { decide, THRESHOLDS } from '../../dialogs/domain/answer/decide.js';
import type { Assessment } from '../../dialogs/domain/answer/language-index.js';
import { linearModel, trainLinearModel } from '../../dialogs/domain/answer/linear-model.js';
import { runAtOnce } from '../../dialogs/domain/answer/steps.js';
import { createLatentSpace } from '../../dialogs/domain/retrieval/latent-space.js';

describe('learning from examples', () => {
  const vector = (...ids: number[]) => ({
    ids: Int32Array.from(ids),
    weights: Float32Array.from(ids, () => 1),
    unknown: { words: 0, grams: 0 },
  });
  const examples = [0, 1, 2].flatMap((label) => [
    { vector: vector(label, 3), label, weight: 1 },
    { vector: vector(label), label, weight: 1 },
  ]);
  it('gives the class whose feature is present the highest score', () => {
    const model = linearModel(runAtOnce(trainLinearModel(examples, 4, 3)), 3);
    for (const label of [0, 1, 2]) {
      const scores = [...model.scores(vector(label, 3))];
      expect(scores.indexOf(Math.max(...scores))).toBe(label);
    }
  });
  it('learns the same each time', () => {
    expect(runAtOnce(trainLinearModel(examples, 4, 3))).toEqual(runAtOnce(trainLinearModel(examples, 4, 3)));
  });
});

describe('deciding', () => {
  const sure = {
    probability: 0.95,
    margin: 0.9,
    entries: 0.99,
    scope: 0.99,
    words: 1,
    letters: 1,
    likeness: 0.6,
    mixedUp: false,
  };
  const unsure = {
    probability: 0.2,
    margin: 0.05,
    entries: 0.7,
    scope: 0.8,
    words: 0.5,
    letters: 0.6,
    likeness: 0,
    mixedUp: false,
  };
  const far = {
    probability: 0.01,
    margin: -0.3,
    entries: 0.1,
    scope: 0.02,
    words: 0,
    letters: 0.2,
    likeness: -0.2,
    mixedUp: false,
  };
  const assess = (evidence: Assessment['evidence'], ...targets: Assessment['targets']): Assessment => ({
    evidence,
    targets,
  });
  const entry = (id: string, probability: number) => ({ target: { id, kind: 'entry' as const }, probability });
  const decoy = { target: { id: 'tax', kind: 'decoy' as const, reason: 'no-match' as const }, probability: 0.8 };

  it('is surer the more speaks for the entry', () => {
    expect(confidenceOf(sure)).toBeGreaterThan(confidenceOf(unsure));
    expect(confidenceOf(unsure)).toBeGreaterThan(confidenceOf(far));
  });
  it('answers when sure', () => {
    expect(decide(assess(sure, entry('a', 0.95), entry('b', 0.02)))).toMatchObject({ kind: 'answer', ids: ['a'] });
  });
  it('offers at most three when not, best first, without the hopeless', () => {
    const near = [entry('a', 0.2), entry('b', 0.15), entry('c', 0.1), entry('d', 0.09)];
    const limits = { ...THRESHOLDS, answer: 0.99 };
    expect(decide(assess(unsure, ...near), limits)).toEqual({ kind: 'suggest', ids: ['a', 'b', 'c'] });
    expect(decide(assess(unsure, entry('a', 0.2), entry('b', 0.001)), limits)).toEqual({ kind: 'suggest', ids: ['a'] });
  });
  it('names a subject that the guideline leaves out', () => {
    expect(decide(assess(far, decoy, entry('a', 0.01)))).toMatchObject({
      kind: 'unanswered',
      subject: 'tax',
      nearest: ['a'],
    });
  });
  it('says that it does not know when nothing is near', () => {
    expect(decide(assess(far, entry('a', 0.01)))).toMatchObject({ kind: 'unanswered', reason: 'no-match' });
    expect(decide(assess(far))).toEqual({ kind: 'unanswered', reason: 'no-match', nearest: [] });
  });
});

describe('latent space', () => {
  it('brings texts of the same words close in the latent space', () => {
    const row = (...ids: number[]) => ({ ids: Int32Array.from(ids), weights: Float32Array.from(ids, () => 1) });
    const space = createLatentSpace([row(0, 1), row(0, 1, 2), row(3, 4), row(3, 4, 5)], 6, 2);
    const of = (i: number) => space.texts.subarray(i * space.dimensions, (i + 1) * space.dimensions);
    const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(cosine(of(0), of(1))).toBeGreaterThan(cosine(of(0), of(2)) + 0.3);
    expect(cosine(space.project(row(3, 4)), of(2))).toBeCloseTo(1, 3);
  });
});
