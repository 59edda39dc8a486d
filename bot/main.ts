import { fileURLToPath } from 'node:url';
import { startApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { KnowledgeError } from './knowledge/live-knowledge.js';
import { FolderInUseError } from './storage/folder-lock.js';

// The only file with effects at import: starts the program, and stops it on a signal.
/** Longest time that turns under way may take after a signal. */
const PATIENCE_MS = 10_000;

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

try {
  const app = await startApp(readConfig(), { locales: beside('../locales'), web: beside('./web') });
  console.log(`\n  チャット画面 / Chat page:  ${app.url}\n  ${app.summary}\n`);
  const stop = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void app.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(isForOperators(error) ? error.message : error);
  process.exit(1);
}

/** Errors whose message says what to do; of others the place in the code is wanted, too. */
function isForOperators(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof KnowledgeError || error instanceof FolderInUseError;
}
