import { Session } from 'node:inspector/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { keepCompiled } from './keep-compiled.js';

// The only file with effects at import: starts the program. All else is imported after the two settings, which hold for what
// comes later.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** After the start, when nobody waits for it. */
const SETTLED_MS = 2_000;

process.setSourceMapsEnabled(true);
const storeCompiled = keepCompiled(beside('./.cache'));
// The largest part of the start; it is read while the rest is compiled.
void import('lindera-wasm-nodejs-ipadic');
const { serve } = await import('./serve.js');
await serve({ locales: beside('../locales'), web: beside('./web'), learnt: beside('.') });
await delay(SETTLED_MS);
storeCompiled();
await returnMemory();

/** What only the start needed goes back to the system: 30 MB that would stay for hours in a process with little to do. */
async function returnMemory(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
