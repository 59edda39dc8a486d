import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { BENCHES } from './catalogue.js';
import { chartPage, type Machine } from './chart.js';
import { type BenchResult, FULL, SHORT } from './result.js';
import { tableOf } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
    short: { type: 'boolean' },
    rounds: { type: 'string' },
    conversations: { type: 'string' },
    chart: { type: 'string', default: 'test-output/bench.html' },
  },
});

const HELP = `npm run bench -- [name …] [--short] [--json] [--rounds 9] [--conversations 1000]
                [--chart test-output/bench.html]

Everything is measured in turns with its floor on this machine: compare the ratios, not the times.
--short shows only that each benchmark works and that its subject is right.
Some need the built program (npm run build).

${BENCHES.map(({ name, what }) => `  ${name.padEnd(14)}${what}`).join('\n')}`;

function machine(): Machine {
  const [first] = cpus();
  return {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    at: new Date().toISOString().slice(0, 10),
  };
}

async function main(): Promise<void> {
  if (values.help) return console.log(HELP);
  const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}.\n\n${HELP}`);
  const base = values.short ? SHORT : FULL;
  const { rounds = base.rounds, conversations } = values;
  const effort = { ...base, rounds: Number(rounds), conversations: conversations ? Number(conversations) : undefined };
  const results: BenchResult[] = [];
  for (const bench of BENCHES) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    const result = await bench.run(effort).catch((error: Error) => void failed(`${bench.name}: ${error.message}`));
    if (!result) continue;
    results.push(result);
    if (!values.json) console.log(`${tableOf(result).join('\n')}\n`);
  }
  if (values.json) console.log(JSON.stringify({ machine: machine(), results }, null, 2));
  mkdirSync('test-output', { recursive: true });
  writeFileSync(values.chart, chartPage(results, machine()));
}

function failed(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

await main().catch((error: Error) => failed(error.message));
