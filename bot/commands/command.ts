import type { ParseArgsConfig } from 'node:util';
import type { Desk } from './desk.js';
import type { Terminal } from './terminal.js';

/** How a command ended: 0 fine, 1 something is wrong with the knowledge, 2 wrongly called. */
export type ExitCode = 0 | 1 | 2;

/** What a command is called with. */
export interface Call {
  /** The words after the command's name. */
  words: string[];
  options: Record<string, string | boolean | undefined>;
}

/** One command of the staff. */
export interface Command {
  name: string;
  /** As typed, e.g. `try "質問"`. */
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  /** Complete lines to copy, without `npm run knowledge --`. */
  examples: string[];
  options?: NonNullable<ParseArgsConfig['options']>;
  /** What each option does. */
  optionHelp?: Record<string, string>;
  /** Fewest and most words after the name. */
  words: [number, number];
  run(call: Call, desk: Desk, terminal: Terminal): Promise<ExitCode>;
}
