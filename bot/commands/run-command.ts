import { parseArgs } from 'node:util';
import { nearestName } from '../../dialogs/domain/content/nearest-name.js';
import { addPhraseCommand } from './add-phrase.js';
import { check } from './check.js';
import type { Call, Command, ExitCode } from './command.js';
import type { Desk } from './desk.js';
import { diagram } from './diagram.js';
import { exportExcel, importExcel } from './excel.js';
import { newEntry } from './new-entry.js';
import { questions } from './questions.js';
import { report } from './report.js';
import { schema } from './schema.js';
import { talk } from './talk.js';
import type { Terminal } from './terminal.js';
import { testQuestions } from './test-questions.js';
import { tryQuestion } from './try.js';
import { accept, diff, history, undo } from './versions.js';

/** All commands, in the order of the help. */
export const COMMANDS: Command[] = [
  check,
  tryQuestion,
  testQuestions,
  addPhraseCommand,
  newEntry,
  diff,
  history,
  undo,
  accept,
  exportExcel,
  importExcel,
  diagram,
  talk,
  questions,
  report,
  schema,
];

const CALL = 'npm run knowledge --';

/** Runs one command line, e.g. `['try', 'お金は']`. Never throws for what the caller typed. */
export async function runCommand(argv: string[], desk: Desk, terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (!name || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal);
  const command = COMMANDS.find((other) => other.name === name);
  if (!command) return unknown(name, terminal);
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal);
  const call = parse(command, rest);
  if (typeof call === 'string') {
    terminal.write(`${terminal.paint.bad(call)}\n使い方: ${CALL} ${command.usage}`);
    return 2;
  }
  return command.run(call, desk, terminal);
}

function parse({ options = {}, words: [fewest, most] }: Command, rest: string[]): Call | string {
  try {
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
    if (positionals.length < fewest) return '言葉が足りません。';
    if (positionals.length > most) return '言葉が多すぎます。空白を含む文は "…" で囲んでください。';
    return { words: positionals, options: values as Call['options'] };
  } catch {
    const given = rest.filter((word) => word.startsWith('-')).map((word) => word.split('=')[0]);
    const strange = given.find((word) => !Object.hasOwn(options, word?.replace(/^-+/, '') ?? ''));
    return strange ? `${strange} は使えません。` : `${given.join(' ')} の書き方が違います。`;
  }
}

function unknown(name: string, terminal: Terminal): ExitCode {
  const near = nearestName(
    name,
    COMMANDS.map((command) => command.name),
  );
  terminal.write(
    terminal.paint.bad(`「${name}」というコマンドはありません。${near ? `「${near}」ではありませんか。` : ''}`),
  );
  terminal.write(`一覧: ${CALL} help`);
  return 2;
}

function help(name: string | undefined, { write, paint }: Terminal): ExitCode {
  const command = COMMANDS.find((other) => other.name === name);
  if (!command) {
    write(`使い方: ${CALL} コマンド\n`);
    const width = Math.max(...COMMANDS.map((other) => other.name.length));
    for (const other of COMMANDS) write(`  ${paint.strong(other.name.padEnd(width))}  ${other.summary}`);
    write(`\n詳しくは: ${CALL} help コマンド`);
    return 0;
  }
  write(`${paint.strong(command.usage)}\n  ${command.summary}`);
  for (const [option, text] of Object.entries(command.optionHelp ?? {})) write(`  --${option}  ${text}`);
  write('\n例');
  for (const example of command.examples) write(`  ${CALL} ${example}`);
  return 0;
}
