import { type Places, startApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { KnowledgeError } from './knowledge/live-knowledge.js';
import { FolderInUseError } from './storage/folder-lock.js';

/** Longest time that turns under way may take after a signal. */
const PATIENCE_MS = 10_000;

/** Runs the program until a signal; what keeps it from starting is told on the console and ends the process. */
export async function serve(places: Places): Promise<void> {
  try {
    const app = await startApp(readConfig(), places);
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
}

/** Errors whose message says what to do; of others the place in the code is wanted, too. */
function isForOperators(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof KnowledgeError || error instanceof FolderInUseError;
}
