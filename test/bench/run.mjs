// Runs the benchmarks bundled as the product is: a loader that compiles on the way marks every function, and so slows our side.
// node test/bench/run.mjs [options of bench.ts]
import { build } from 'esbuild';

await build({
  entryPoints: ['test/bench/bench.ts'],
  outfile: 'test-output/bench.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
await import('../../test-output/bench.mjs');
