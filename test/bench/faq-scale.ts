import type { Tokenizer, Word } from '../../dialogs/domain/answer/tokenizer.js';
import { createRetriever, type Document, type Retriever } from '../../dialogs/domain/retrieval/retriever.js';
import { openKnowledge } from '../eval/open-knowledge.js';
import { createPlainBm25 } from '../eval/plain-bm25.js';
import { exhaustiveScores } from '../support/exhaustive-scores.js';
import { faultOf } from '../support/expect-exact.js';
import { randomFrom } from '../support/random.js';
import { typedArrayBm25 } from './floors/typed-array-bm25.js';
import { interleave } from './interleave.js';
import { type Bench, type BenchResult, type Effort, mustHold, type Ratio, type Row } from './result.js';

const SIZES = [73, 2_000, 20_000, 200_000];
const SHORT_SIZES = [73, 300];
const LIMIT = 5;
const ANSWER_WORDS = 40;

/** Search over more and more entries, made from the real ones; words are cut beforehand, so only the index is timed. */
export const faqScale: Bench = {
  name: 'faq-scale',
  what: `a search among ${SIZES.join(', ')} entries: the retriever / plain BM25 in typed arrays that scores every posting`,
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const pieces = await realPieces();
  const notes = ['The retriever also weighs coverage both ways and words with the same kanji; the floor does not.'];
  const result: BenchResult = { bench: 'faq-scale', rows: [], ratios: [], checked: [CHECKED], notes };
  for (const size of short ? SHORT_SIZES : SIZES) {
    const { rows, ratios, note } = await scale(pieces, size, { rounds, runs: short ? 5 : runsFor(size) });
    result.rows.push(...rows);
    result.ratios.push(...ratios);
    notes.push(note);
  }
  return result;
}

/** More where one takes microseconds: a block of less than some milliseconds times the compiler. */
function runsFor(size: number): number {
  return Math.max(60, Math.round(200_000 / size));
}

const CHECKED =
  'BM25 equals one written without arrays; the retriever equals scoring every entry by the formula, at each size';

/** Real ways to ask and answers, cut into words. */
interface Pieces {
  asks: string[];
  answers: string[];
  words: string[];
}

async function realPieces(): Promise<Pieces> {
  const { knowledge, tokenizers } = await openKnowledge('knowledge');
  const cut = (text: string) => tokenizers.ja!.tokenize(text).words.map(({ term }) => term.replaceAll(' ', ''));
  const texts = knowledge.entries.flatMap(({ text }) => text.ja ?? []);
  const asks = texts.flatMap(({ ask }) => ask).map(cut);
  const answers = texts.map(({ answer }) => cut(answer).slice(0, ANSWER_WORDS));
  const words = [...new Set([...asks, ...answers].flat())];
  const joined = (lists: string[][]) => lists.filter((list) => list.length > 0).map((list) => list.join(' '));
  return { asks: joined(asks), answers: joined(answers), words };
}

/** Takes texts apart that are words with spaces between. */
const atSpaces: Tokenizer = {
  tokenize: (text) => ({
    words: text.split(' ').map((term): Word => ({ term, kind: 'noun' })),
    sound: text,
  }),
};

/** Entries that are like real ones: a real question with two words changed, a real answer with a few more. */
function entriesLike({ asks, answers, words }: Pieces, count: number): Document[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, (_, n) => {
    const question = random.pick(asks).split(' ');
    for (let k = 0; k < 2; k++) question[random.below(question.length)] = random.pick(words);
    const answer = [random.pick(answers), random.pick(words), random.pick(words), `番号${n % 5_000}`];
    return { id: String(n), question: question.join(' '), answer: answer.join(' ') };
  });
}

async function scale(pieces: Pieces, size: number, plan: { rounds: number; runs: number }) {
  const documents = entriesLike(pieces, size);
  const started = performance.now();
  const retriever = createRetriever(documents, atSpaces, { latent: 0 });
  const built = performance.now() - started;
  const floor = typedArrayBm25(documents, atSpaces);
  checkFloor(documents, pieces, floor);
  checkRetriever(documents, pieces, retriever);
  const question = (n: number) => pieces.asks[(n * 31) % pieces.asks.length]!;
  const names = { ours: `retriever, ${size}`, floor: `BM25, ${size}` };
  const { rows, ratio } = await interleave(
    [
      { name: names.ours, run: (n) => retriever.search(question(n), LIMIT) },
      { name: names.floor, floor: true, run: (n) => floor(question(n), LIMIT) },
    ],
    plan,
  );
  const ratios: Ratio[] = [
    { name: `${size} entries`, ratio: ratio(names.ours, names.floor), goal: 1.5, better: 'lower' },
  ];
  return { rows: rows as Row[], ratios, note: `${size} entries: built in ${Math.round(built)} ms` };
}

function checkFloor(
  documents: readonly Document[],
  { asks }: Pieces,
  floor: (text: string, limit: number) => string[],
): void {
  // Written without arrays it takes minutes for the largest; what holds for the first thousands holds for all.
  const some = documents.slice(0, 2_000);
  const plain = createPlainBm25(some, atSpaces);
  const same = documents.length === some.length ? floor : typedArrayBm25(some, atSpaces);
  const inBoth = asks.slice(0, 20).flatMap((ask) => {
    const expected = plain(ask, LIMIT);
    if (expected.length === 0) return [];
    return same(ask, LIMIT).filter((id) => expected.includes(id)).length / expected.length;
  });
  // Single and double precision may order what is all but equal in either way.
  mustHold(inBoth.reduce((sum, share) => sum + share, 0) / inBoth.length > 0.95, `BM25: ${inBoth}`);
}

function checkRetriever(documents: readonly Document[], { asks }: Pieces, retriever: Retriever): void {
  // Scoring all of the largest by the formula takes some seconds for each question.
  const count = documents.length > 20_000 ? 3 : 12;
  const questions = Array.from({ length: count }, (_, n) => asks[(n * 97) % asks.length]!);
  const scores = exhaustiveScores(documents, atSpaces, questions);
  questions.forEach((question, n) => {
    const fault = faultOf(retriever.search(question, LIMIT), documents, scores[n]!);
    mustHold(fault === undefined, `the retriever for ${question}: ${fault}`);
  });
}
