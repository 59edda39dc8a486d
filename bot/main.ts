import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keepCompiled } from './keep-compiled.js';

// The only file with effects at import: starts the program. All else is imported after the two settings, which hold for what
// comes later.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** After the start, when nobody waits for it. */
const SETTLED_MS = 2_000;

process.setSourceMapsEnabled(true);
const storeCompiled = keepCompiled(beside('./.cache'));
const { serve } = await import('./serve.js');
await serve({ locales: beside('../locales'), web: beside('./web') });
await delay(SETTLED_MS);
storeCompiled();
returnMemory();

/** What only the start needed goes back to the system: 30 MB that would stay for hours in a process with little to do. */
function returnMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: { type: string; execution: string; flavor: string }) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
