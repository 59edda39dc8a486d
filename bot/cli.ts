import { fileURLToPath } from 'node:url';
import { Desk } from './commands/desk.js';
import { runCommand } from './commands/run-command.js';
import { processTerminal } from './commands/terminal.js';
import { ConfigError, readConfig } from './config.js';
import { answerEngineFor } from './knowledge/answer-engine-for.js';
import { loadTexts } from './texts.js';

// The staff's commands: npm run knowledge -- help
const terminal = processTerminal(process.stdin, process.stdout);
try {
  const config = readConfig();
  const texts = loadTexts(fileURLToPath(new URL('../locales', import.meta.url)));
  const desk = new Desk({
    folder: config.KNOWLEDGE_DIR,
    data: config.DATA_DIR,
    languages: texts.languages,
    buildEngine: answerEngineFor,
    now: () => config.NOW ?? new Date(),
  });
  process.exitCode = await runCommand(process.argv.slice(2), desk, terminal);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 2;
} finally {
  terminal.close();
}
