import { describe, expect, it } from 'vitest';
import { type AnswerEngine, createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { confidenceOf } from '../../dialogs/domain/answer/confidence.js';
import { THRESHOLDS } from '../../dialogs/domain/answer/decide.js';
import type { Entry, SynonymGroup } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { openKnowledge } from '../eval/open-knowledge.js';

const { knowledge, tokenizers } = await openKnowledge('knowledge');

/** A way to ask an entry in which its term was exchanged for the opposite. */
interface Exchanged {
  entry: Entry;
  text: string;
}

/** Every way to ask an entry that is about one term of a pair, with the other term in its place. */
function exchanged({ entries, synonyms }: Knowledge, language: string): Exchanged[] {
  const pairs = synonyms[language]!.flatMap(({ term, unlike = [] }) =>
    unlike.flatMap((other) => [
      [term, other],
      [other, term],
    ]),
  );
  return pairs.flatMap(([own, other]) =>
    entries.flatMap((entry) => {
      const asks = entry.text[language]!.ask;
      const named = asks.filter((text) => text.includes(own!) && !text.includes(other!));
      const isAbout = named.length >= 3 && !asks.some((text) => text.includes(other!));
      return isAbout ? named.map((text) => ({ entry, text: text.replaceAll(own!, other!) })) : [];
    }),
  );
}

/** Whether the entry of the unchanged text would be given by confidence alone, and whether it is given. */
function givenAnyway(engine: AnswerEngine, { entry, text }: Exchanged, language: string): [boolean, boolean] {
  const { candidates, evidence, decision } = engine.explain(text, language);
  const sure = candidates[0]?.id === entry.id && confidenceOf(evidence) >= THRESHOLDS.answer;
  return [sure, decision.kind === 'answer' && decision.ids.includes(entry.id)];
}

describe('two questions that differ in one word', () => {
  const engine = createAnswerEngine(knowledge, tokenizers);
  it.each([
    ['ja', 0.2],
    ['en', 0.5],
  ])('are kept apart by the guard where confidence does not (%s)', (language, most) => {
    const results = exchanged(knowledge, language).map((one) => givenAnyway(engine, one, language));
    const sure = results.filter(([byConfidence]) => byConfidence).length;
    const given = results.filter(([, answered]) => answered).length;
    expect(sure).toBeGreaterThan(30);
    expect(given).toBeLessThan(most * sure);
  });

  it('are told apart only where staff say so', () => {
    const asks = ['赤い札の料金', '赤い札はいくら', '赤い札の値段は', '赤い札の代金'];
    const entry = (id: string, ask: string[]): Entry => ({
      ...knowledge.entries[0]!,
      id,
      text: { ja: { question: `${id}について`, ask, answer: '答えです。' } },
    });
    const entries = [
      entry('price', asks),
      entry('place', ['行き方は', '場所はどこ', '建物への道順', '青い札を置く場所']),
    ];
    const build = (groups: SynonymGroup[]) =>
      createAnswerEngine({ ...knowledge, entries, synonyms: { ja: groups } }, { ja: tokenizers.ja! });
    const groups = [
      { term: '赤い札', words: ['赤札'] },
      { term: '青い札', words: ['青札'] },
    ];
    const question = '青札はいくら';
    const told = [{ ...groups[0]!, unlike: ['青い札'] }, groups[1]!];
    expect(build(groups).explain(question, 'ja').evidence.mixedUp).toBe(false);
    expect(build(told).explain(question, 'ja').evidence.mixedUp).toBe(true);
    expect(build(told).decide(question, 'ja').kind).not.toBe('answer');
    expect(build(told).explain('赤札はいくら', 'ja').evidence.mixedUp).toBe(false);
  });
});
