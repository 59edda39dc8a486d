import { fileURLToPath } from 'node:url';
import type { Live } from '../dialogs/live.js';
import { consoleTalk } from './commands/console-talk.js';
import { Desk } from './commands/desk.js';
import { localeTexts } from './commands/locale-texts.js';
import { runCommand } from './commands/run-command.js';
import { processTerminal } from './commands/terminal.js';
import { ConfigError, readConfig } from './config.js';
import { ComputedFiles } from './knowledge/computed-files.js';
import { engineBuilder } from './knowledge/engine-builder.js';
import { KnowledgeError, type KnowledgeOptions, openKnowledge } from './knowledge/live-knowledge.js';
import { openStorage } from './open-storage.js';
import { openDesk } from './staff/open-desk.js';
import { loadTexts } from './texts.js';

const quietLog = { info: () => {}, warn: () => {}, error: () => {} };

async function loadLive(options: KnowledgeOptions): Promise<Live> {
  const opened = await openKnowledge(options);
  await opened.close();
  return opened.current();
}

// The staff's commands: npm run knowledge -- help
const terminal = processTerminal(process.stdin, process.stdout);
try {
  const config = readConfig();
  const locales = fileURLToPath(new URL('../locales', import.meta.url));
  const texts = loadTexts(locales);
  const now = () => config.NOW ?? new Date();
  const computed = ComputedFiles.inside(config.DATA_DIR, fileURLToPath(new URL('.', import.meta.url)));
  const buildEngine = engineBuilder(computed);
  const knowledge = { folder: config.KNOWLEDGE_DIR, languages: texts.languages, buildEngine, computed };
  const streams = { input: process.stdin, output: process.stdout };
  const desk = new Desk({
    ...knowledge,
    data: config.DATA_DIR,
    now,
    phrases: localeTexts(locales),
    texts,
    openQuestions: (needs) =>
      openDesk(
        {
          folder: config.DATA_DIR,
          openStore: () => openStorage(config, quietLog),
          loadLive: () => loadLive(knowledge),
          now,
        },
        needs,
      ),
    talk: (locale) => consoleTalk({ knowledge, texts, now, streams }, locale),
  });
  process.exitCode = await runCommand(process.argv.slice(2), desk, terminal);
} catch (error) {
  const explained = error instanceof ConfigError || error instanceof KnowledgeError;
  console.error(explained ? error.message : error);
  process.exitCode = error instanceof KnowledgeError ? 1 : 2;
} finally {
  terminal.close();
}
