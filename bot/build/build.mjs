// Builds dist/: the server and the commands, the Japanese analyser in dist/analyser, and everything that a browser loads,
// compressed, in dist/web.
// node bot/build/build.mjs [--quiet]
import { buildAnalyser } from './analyser.mjs';
import { buildAssets } from './assets.mjs';
import { learnShipped } from './learn-shipped.mjs';
import { buildServer } from './server.mjs';

const quiet = process.argv.includes('--quiet');
const started = performance.now();
const [sizes] = await Promise.all([buildAssets('dist/web'), buildServer('dist'), buildAnalyser('dist/analyser')]);
// Staff's commands build quietly, and learn what they need themselves.
if (!quiet) {
  learnShipped('dist');
  for (const { name, raw, br } of sizes) console.log(`${name}  ${raw} bytes, ${br} compressed`);
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
