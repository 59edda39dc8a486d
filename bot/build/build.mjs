// Builds dist/: the server and the commands as two modules, and everything that a browser loads, compressed, in dist/web.
// node bot/build/build.mjs [--quiet]
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { buildAssets } from './assets.mjs';
import { sourceVersion } from './source-version.mjs';

const quiet = process.argv.includes('--quiet');
const started = performance.now();

/** Server code: packages stay in node_modules. An entry that does not exist is left out. */
async function buildServer() {
  const entryPoints = ['bot/main.ts', 'bot/cli.ts'].filter((file) => existsSync(file));
  if (entryPoints.length === 0) return;
  await build({
    entryPoints,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    define: { SOURCE_VERSION: JSON.stringify(sourceVersion()) },
    sourcemap: true,
    logLevel: 'warning',
  });
}

const [, sizes] = await Promise.all([buildServer(), buildAssets('dist/web')]);
if (!quiet) {
  for (const { name, raw, br } of sizes) console.log(`${name}  ${raw} bytes, ${br} compressed`);
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
