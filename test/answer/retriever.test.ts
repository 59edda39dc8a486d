import { describe, expect, it } from 'vitest';
import type { Tokenizer, WordKind } from '../../dialogs/domain/answer/tokenizer.js';
import { createRetriever, type Document } from '../../dialogs/domain/retrieval/retriever.js';
import { createTextIndex } from '../../dialogs/domain/retrieval/text-index.js';
import { exhaustiveScores } from '../support/exhaustive-scores.js';
import { faultOf } from '../support/expect-exact.js';
import { randomFrom } from '../support/random.js';

const KINDS: Record<string, WordKind> = { る: 'verb', 者: 'suffix' };

/** Takes texts apart at spaces; a word's last letter tells its kind. */
const spaces: Tokenizer = {
  tokenize: (text) => ({
    words: text
      .split(' ')
      .filter(Boolean)
      .map((term) => ({ term, kind: KINDS[term.at(-1)!] ?? 'noun' })),
    sound: text,
  }),
};

describe('finding documents', () => {
  const documents = [
    { id: 'cat', question: 'feeding the cat', answer: 'twice a day with fish' },
    { id: 'dog', question: 'walking the dog', answer: 'in the park near the river' },
    { id: 'fish', question: 'cleaning the tank', answer: 'the fish needs clean water' },
  ];
  const find = (text: string, latent = 0) =>
    createRetriever(documents, spaces, { latent })
      .search(text, 3)
      .map((hit) => hit.id);
  it('prefers a word in the question to the same word in an answer', () => expect(find('cat fish')[0]).toBe('cat'));
  it('finds by the answer alone', () => expect(find('park river')[0]).toBe('dog'));
  it('finds nothing for words that nobody wrote', () => expect(find('zebra')).toEqual([]));
  it('prefers the rare word', () => expect(find('the tank')[0]).toBe('fish'));
  it('keeps the order with latent likeness, and the same order each time', () => {
    expect(find('park river', 2)).toEqual(find('park river', 2));
    expect(find('park river', 2)[0]).toBe('dog');
  });
  it('finds by a synonym when the word itself is absent', () => {
    const groups: Record<string, number[]> = { dog: [1], hound: [1] };
    const thesaurus = { groupsOf: (term: string) => groups[term] ?? [] };
    const retriever = createRetriever(documents, spaces, { latent: 0, thesaurus });
    expect(retriever.search('hound', 1)).toMatchObject([{ id: 'dog' }]);
  });
  it('packs the places of each word together, and those of each document', () => {
    const texts = [
      { question: Int32Array.of(0, 1, 1), answer: Int32Array.of(2) },
      { question: Int32Array.of(1), answer: Int32Array.of(1, 2, 2, 2) },
    ];
    const same = { k1: 1.2, b: 0.75 };
    const index = createTextIndex(texts, 3, { question: same, answer: same });
    expect([...index.start]).toEqual([0, 1, 3, 5]);
    expect([...index.documents]).toEqual([0, 0, 1, 0, 1]);
    expect([...index.from]).toEqual([0, 3, 5]);
    expect([...index.terms]).toEqual([0, 1, 2, 1, 2]);
    expect([...index.places]).toEqual([0, 1, 3, 2, 4]);
    expect(index.question.idf[0]).toBeGreaterThan(index.question.idf[1]!);
    expect(index.question.scores[3]).toBe(0);
    expect(index.answer.scores[4]).toBeGreaterThan(index.answer.scores[3]!);
  });
});

describe('the best documents are those of exhaustive scoring', () => {
  const KANJI = [...'申込書類提出期限企業採用準備支援外国人材番号変更届'];
  const groupsOf = (term: string): readonly number[] => (term.length === 1 ? [KANJI.indexOf(term) % 4] : []);

  /** Words made of few kanji, some far more frequent than others, so that many are related; some documents are the same. */
  function madeUp(seed: number, count: number) {
    const random = randomFrom(seed);
    const letter = () => KANJI[Math.floor(KANJI.length ** random.next()) - 1]!;
    const endings = ['', '', '', 'る', '者', '3', 'x'];
    const word = () => Array.from({ length: 1 + random.below(3) }, letter).join('') + random.pick(endings);
    const text = (words: number) => Array.from({ length: random.below(words) }, word).join(' ');
    const documents: Document[] = [];
    for (let n = 0; n < count; n++) {
      const twin = n > 0 && random.below(10) === 0 ? documents[random.below(n)]! : undefined;
      documents.push({ id: `${n}`, question: twin?.question ?? text(8), answer: twin?.answer ?? text(20) });
    }
    const asked = Array.from({ length: 15 }, () => (random.below(3) === 0 ? random.pick(documents).question : text(9)));
    return { documents, asked: [...asked, '', '申', '番号9 番号8', 'zebra', '申込 申込 申込'] };
  }

  for (const [seed, count] of [
    [1, 1],
    [2, 6],
    [3, 73],
    [4, 400],
    [5, 2_500],
  ] as const) {
    for (const thesaurus of [undefined, { groupsOf }]) {
      it(`among ${count}${thesaurus ? ' with synonyms' : ''}`, () => {
        const { documents, asked } = madeUp(seed, count);
        const retriever = createRetriever(documents, spaces, { latent: 0, thesaurus });
        const scores = exhaustiveScores(documents, spaces, asked, thesaurus);
        for (const limit of [1, 5, 40]) {
          asked.forEach((text, n) => {
            const hits = retriever.search(text, limit);
            const some = scores[n]!.filter((score) => score > 0).length;
            expect(hits, text).toHaveLength(Math.min(limit, some));
            expect(faultOf(hits, documents, scores[n]!), `${text}, best ${limit}`).toBeUndefined();
          });
        }
      });
    }
  }
});
