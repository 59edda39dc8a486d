import { fileURLToPath } from 'node:url';
import { startApp } from './app.js';
import { ConfigError, readConfig } from './config.js';

// The only file with effects at import: starts the program, and stops it on a signal.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

try {
  const app = await startApp(readConfig(), { locales: beside('../locales'), web: beside('./web') });
  console.log(`\n  チャット画面 / Chat page:  ${app.url}\n`);
  const stop = () => void app.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
