import { parseArgs } from 'node:util';
import { quantile } from '../bench/interleave.js';
import { memoryTrend } from './memory-trend.js';
import { runSoak, type SoakReport } from './run-soak.js';

const HELP = `npm run soak -- [--minutes 2] [--conversations 500] [--pause 10] [--seed 1]

Starts the built program (npm run build) in a process of its own over files with fsync, and lets so many visitors talk to it,
each with a socket, one message every --pause seconds on the mean. Some cut their socket and come back; some messages are sent
twice at once. After 20 messages a visitor goes, and another one comes.

Ends with 1 when anything acknowledged was lost or doubled, when any request failed, or when memory grows: the lowest resident
memory of the last third of the run must not lie above that of the middle third by more than 5 % (16 MB where that is more).`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    minutes: { type: 'string', default: '2' },
    conversations: { type: 'string', default: '500' },
    pause: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});

const SAMPLES = 24;

async function main(): Promise<void> {
  if (values.help) return console.log(HELP);
  const [minutes, conversations, pause, seed] = [values.minutes, values.conversations, values.pause, values.seed].map(
    Number,
  );
  if (![minutes, conversations, pause].every((value) => value! > 0) || !Number.isInteger(seed)) throw new Error(HELP);
  let counted = 0;
  console.log('   time     RSS  messages   p50 ms   p99 ms  errors');
  const report = await runSoak({
    seconds: minutes! * 60,
    conversations: conversations!,
    pause: pause!,
    seed: seed!,
    samples: SAMPLES,
    onSample: ({ seconds, mb }, { acknowledged, times, errors }) => {
      const recent = times.slice(counted);
      counted = times.length;
      const cells = [
        `${seconds.toFixed(0)} s`,
        `${mb.toFixed(0)} MB`,
        acknowledged,
        ms(recent, 0.5),
        ms(recent, 0.99),
        errors.length,
      ];
      console.log(cells.map((cell, at) => String(cell).padStart([7, 7, 9, 8, 8, 7][at]!)).join(' '));
    },
  });
  tell(report);
}

function tell({ tally, memory }: SoakReport): void {
  const { conversations, acknowledged, sentTwice, reconnected, times, lost, doubled, errors } = tally;
  const { growth, allowed, flat } = memoryTrend(memory);
  console.log(
    `\n${conversations} conversations, ${acknowledged} messages acknowledged (${sentTwice} of them sent twice), ${reconnected} sockets cut
p50 ${ms(times, 0.5)} ms, p99 ${ms(times, 0.99)} ms, longest ${ms(times, 1)} ms
lost ${lost.length}, doubled ${doubled.length}, errors ${errors.length}
memory, lows of the last third less those of the middle third: ${growth.toFixed(1)} MB; ${allowed.toFixed(1)} MB count as flat`,
  );
  for (const problem of [...lost, ...doubled, ...errors].slice(0, 10)) console.error(problem);
  if (!flat) console.error('Memory grows.');
  if (!flat || lost.length + doubled.length + errors.length > 0) process.exitCode = 1;
}

function ms(times: readonly number[], share: number): string {
  return times.length === 0 ? '-' : quantile(times, share).toFixed(0);
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
