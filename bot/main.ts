import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { keepCompiled } from './keep-compiled.js';

// The only file with effects at import: starts the program. All else is imported after the two settings, which hold for what
// comes later.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** After the start, when the first visitors are likely to be served. */
const SETTLED_MS = 10_000;

process.setSourceMapsEnabled(true);
const storeCompiled = keepCompiled(beside('./.cache'));
const { serve } = await import('./serve.js');
await serve({ locales: beside('../locales'), web: beside('./web') });
await delay(SETTLED_MS, undefined, { ref: false });
storeCompiled();
