// The server and the commands as modules with the packages that they start with inside. What few moments or installations need
// (PostgreSQL, Excel files, the diagram, Microsoft's services) is loaded when needed: from a chunk, or from node_modules.
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path/posix';
import { build } from 'esbuild';
import { lazyPackages } from './lazy-packages.mjs';
import { sourceVersion } from './source-version.mjs';

/** Left in node_modules: never part of a first answer. */
export const LEFT_OUT = [
  ...['@hpcc-js/wasm-graphviz', 'pg', 'read-excel-file', 'write-excel-file'],
  // Behind parts of the Bot Framework that nothing here uses: recognizers of numbers and dates, expressions, sign-in, XML.
  ...['@microsoft/recognizers-text*', 'antlr4ts', 'globalize', 'jspath', 'xpath', '@xmldom/xmldom', 'htmlparser2'],
  ...['@azure/*', 'axios', 'chokidar', 'fast-xml-parser', 'jsonwebtoken', 'whatwg-url'],
  // Behind restify's plugins that nothing here uses.
  ...['csv', 'formidable', 'http-signature', 'send'],
];
/** Tried for by packages that do without. */
const OPTIONAL = ['dtrace-provider', 'pg-native'];

/** Packages in CommonJS look for these names. */
const COMMON_JS = `import { createRequire as bannerRequire } from 'node:module';
import { fileURLToPath as bannerPath } from 'node:url';
const require = bannerRequire(import.meta.url);
const __filename = bannerPath(import.meta.url), __dirname = bannerPath(new URL('.', import.meta.url));`;

/** A program that runs loads some chunks late; a new build must not take them away. */
const KEPT_MS = 30 * 86_400_000;

/** Writes `main.js`, `cli.js` and what they share to `folder`, with source maps of our own code. */
export async function buildServer(folder) {
  const chunks = join(folder, 'chunks');
  const before = new Set((await readdir(chunks).catch(() => [])).map((name) => join(chunks, name)));
  const { metafile } = await build({
    entryPoints: { main: 'bot/main.ts', cli: 'bot/cli.ts', learn: 'bot/learn.ts', packages: 'bot/build/packages.mjs' },
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: [...LEFT_OUT, ...OPTIONAL],
    define: { SOURCE_VERSION: JSON.stringify(sourceVersion()) },
    alias: { 'lindera-wasm-nodejs-ipadic': './bot/analyser/from-image.ts' },
    plugins: [lazyPackages],
    banner: { js: COMMON_JS },
    // A third less to read at each start. Node prints the line of an error that nobody caught, so lines stay lines.
    minifyWhitespace: true,
    lineLimit: 160,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  const written = Object.entries(metafile.outputs);
  // What Node has compiled of other chunks is of no use any more.
  const changed = written.some(([file]) => file.includes('/chunks/') && !before.has(file));
  if (changed) await rm(join(folder, '.cache'), { recursive: true, force: true });
  await Promise.all(written.filter(([, { inputs }]) => isPackages(inputs)).map(([file]) => dropMap(file)));
  await dropOld(before, new Set(written.map(([file]) => file)));
}

function isPackages(inputs) {
  const files = Object.keys(inputs);
  return files.length > 0 && files.every((file) => file.includes('node_modules/'));
}

/** The map of a chunk of packages is megabytes that each start would read. */
async function dropMap(file) {
  const code = await readFile(file, 'utf8');
  await writeFile(file, code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
  await rm(`${file}.map`, { force: true });
}

/** Chunks of earlier builds, once no program that began with them is likely to run any more. */
async function dropOld(before, written) {
  for (const file of before) {
    if (!written.has(file) && Date.now() - (await stat(file)).mtimeMs > KEPT_MS) await rm(file);
  }
}
