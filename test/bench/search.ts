import { createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { createEnglishTokenizer } from '../../dialogs/domain/answer/english-tokenizer.js';
import { createRetriever, type Document } from '../../dialogs/domain/answer/retriever.js';
import { openKnowledge } from '../eval/open-knowledge.js';
import { textTable } from '../eval/tables.js';

/**
 * Prints what a question costs: the engine on the real knowledge, and the retriever on 73 to 100,000 made-up documents
 * with the ratio to the smallest. Times are medians; figures of one run compare, those of two runs on a busy machine don't.
 */
export async function benchSearch(): Promise<void> {
  await benchEngine();
  benchRetriever();
}

async function benchEngine(): Promise<void> {
  const before = process.memoryUsage().rss;
  const { knowledge, tokenizers } = await openKnowledge('knowledge');
  const loaded = process.memoryUsage().rss;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const engine = createAnswerEngine(knowledge, tokenizers);
  const spent = process.cpuUsage(cpu);
  const wall = Math.round(performance.now() - started);
  console.log(`Engine: ${knowledge.entries.length} entries, built in ${wall} ms (${ms(spent)} ms CPU)`);
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  console.log(
    `Memory: analyser and files +${megabytes(loaded - before)} MB, engine +${megabytes(process.memoryUsage().rss - loaded)} MB`,
  );
  for (const language of knowledge.languages) {
    const asks = knowledge.entries.map((entry) => entry.text[language]!.ask.at(-1)!);
    const times = timesOf(asks, 5, (text) => engine.decide(text, language));
    console.log(`${language}: p50 ${quantile(times, 0.5).toFixed(3)} ms, p95 ${quantile(times, 0.95).toFixed(3)} ms`);
  }
}

function benchRetriever(): void {
  const tokenizer = createEnglishTokenizer();
  const rows: string[][] = [['documents', 'build ms', 'p50 ms', 'p95 ms', 'p50 ratio', 'documents ratio']];
  let first = 0;
  for (const n of [73, 1_000, 10_000, 100_000]) {
    const documents = madeUpDocuments(n);
    const started = performance.now();
    const retriever = createRetriever(documents, tokenizer, { latent: 0 });
    const build = performance.now() - started;
    const queries = Array.from({ length: 200 }, (_, i) => documents[(i * 37) % n]!.question);
    const times = timesOf(queries, 3, (text) => retriever.search(text, 3));
    const p50 = quantile(times, 0.5);
    first ||= p50;
    rows.push([
      ...[String(n), build.toFixed(0), p50.toFixed(3), quantile(times, 0.95).toFixed(3)],
      ...[`${(p50 / first).toFixed(1)}x`, `${(n / 73).toFixed(0)}x`],
    ]);
  }
  console.log(`\n${textTable(rows)}`);
}

/** Documents whose words are as unevenly frequent as in real texts (Zipf), the same each time. */
function madeUpDocuments(n: number): Document[] {
  let state = 42;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const vocabulary = 500 + 20 * Math.sqrt(n);
  const word = (): string => `w${Math.floor(vocabulary ** random())}q`;
  const words = (count: number): string => Array.from({ length: count }, word).join(' ');
  return Array.from({ length: n }, (_, i) => ({ id: String(i), question: words(6), answer: words(30) }));
}

function timesOf(texts: readonly string[], rounds: number, run: (text: string) => unknown): number[] {
  const times: number[] = [];
  for (const text of texts) run(text);
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) {
      const started = performance.now();
      run(text);
      times.push(performance.now() - started);
    }
  }
  return times;
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? 0;
}

function ms({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 1000);
}
