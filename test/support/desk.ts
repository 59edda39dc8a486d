import { Desk } from '../../bot/commands/desk.js';
import { runCommand } from '../../bot/commands/run-command.js';
import { createPaint } from '../../bot/commands/terminal.js';
import { type KnowledgeFolder, knowledgeFolder, literalEngine } from './knowledge-folder.js';

/** A desk over a copy of the real knowledge, and what its commands print. */
export interface TestDesk extends KnowledgeFolder {
  desk: Desk;
  /** Runs a command line; `typed` are the lines that the person types. */
  run(argv: string[], typed?: string[]): Promise<{ code: number; output: string }>;
}

/** Sets up a desk with an engine that is quick to build. Time stands still at the given moment. */
export async function testDesk(now = new Date('2025-10-15T10:30:00+09:00')): Promise<TestDesk> {
  const files = await knowledgeFolder();
  const options = { folder: files.folder, data: files.data, languages: ['ja', 'en'], now: () => now };
  const desk = new Desk({ ...options, buildEngine: literalEngine });
  return {
    ...files,
    desk,
    run: async (argv, typed = []) => {
      const lines: string[] = [];
      const left = [...typed];
      const terminal = {
        write: (text: string) => void lines.push(text),
        paint: createPaint(false),
        ask: async () => left.shift(),
      };
      const code = await runCommand(argv, desk, terminal);
      return { code, output: lines.join('\n') };
    },
  };
}
