// Builds dist/: the server and the commands, and everything that a browser loads, compressed, in dist/web.
// node bot/build/build.mjs [--quiet]
import { buildAssets } from './assets.mjs';
import { buildServer } from './server.mjs';

const quiet = process.argv.includes('--quiet');
const started = performance.now();
const [, sizes] = await Promise.all([buildServer('dist'), buildAssets('dist/web')]);
if (!quiet) {
  for (const { name, raw, br } of sizes) console.log(`${name}  ${raw} bytes, ${br} compressed`);
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
