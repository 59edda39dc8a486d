import { existsSync } from 'node:fs';
import { createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { comparePeers } from './compare-peers.js';
import { printCalibration, printHidden } from './hidden-report.js';
import { type Opened, openKnowledge } from './open-knowledge.js';
import { type EvalOptions, HELP, readOptions } from './options.js';
import { readQuestions } from './question-file.js';
import { printQuestions } from './question-report.js';
import { evaluateRetrieval } from './retrieval.js';
import { percent, textTable } from './tables.js';

process.exitCode = await run(readOptions(process.argv.slice(2)));

async function run(options: EvalOptions): Promise<number> {
  const { questions, retrieval, hidden, calibrate, help } = options;
  if (help || !(questions || retrieval || hidden || calibrate)) {
    console.log(HELP);
    return help ? 0 : 1;
  }
  const opened = await openKnowledge(options.knowledge);
  const missed: string[] = [];
  if (questions && isThere(questions)) missed.push(...(await runQuestions(opened, options, questions)));
  if (retrieval && isThere(retrieval)) missed.push(...(await runRetrieval(opened, options, retrieval)));
  if (hidden) missed.push(...printHidden(opened, options.limits));
  if (calibrate) printCalibration(opened, options.write);
  for (const line of missed) console.log(`MISSED  ${line}`);
  return missed.length > 0 ? 1 : 0;
}

function isThere(path: string): boolean {
  if (existsSync(path)) return true;
  console.log(`Skipped: ${path} is not there.`);
  return false;
}

async function runQuestions(opened: Opened, options: EvalOptions, path: string): Promise<string[]> {
  const questions = readQuestions(path);
  const started = performance.now();
  const engine = createAnswerEngine(opened.knowledge, opened.tokenizers);
  console.log(`Engine built in ${Math.round(performance.now() - started)} ms.\n`);
  const missed = printQuestions(engine, questions, options);
  if (options.peers) {
    const scores = await comparePeers(opened, questions);
    const rows = scores.map(({ name, language, hit1, hit3, noneTaken, buildMs, p50Ms }) => [
      ...[language, name, percent(hit1), percent(hit3), percent(noneTaken), buildMs.toFixed(0), p50Ms.toFixed(2)],
    ]);
    const heads = ['lang', 'ranking only', 'first', 'first 3', 'NONE taken', 'build ms', 'p50 ms'];
    console.log(`\n${textTable([heads, ...rows])}`);
  }
  return missed;
}

async function runRetrieval({ tokenizers }: Opened, { limits }: EvalOptions, folder: string): Promise<string[]> {
  const scores = await evaluateRetrieval(folder, tokenizers.ja!);
  const rows = scores.map(({ name, ndcg10, recall10, hit1, buildMs, p50Ms }) => [
    ...[name, ndcg10.toFixed(4), recall10.toFixed(3), hit1.toFixed(3), buildMs.toFixed(0), p50Ms.toFixed(2)],
  ]);
  console.log(`\n${textTable([['retrieval', 'nDCG@10', 'R@10', 'H@1', 'build ms', 'p50 ms'], ...rows])}`);
  const ours = scores.at(-1)?.ndcg10 ?? 0;
  return ours < (limits.minNdcg ?? 0) ? [`nDCG@10 ${ours.toFixed(4)} < ${limits.minNdcg}`] : [];
}
