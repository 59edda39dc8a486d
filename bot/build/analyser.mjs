// The Japanese analyser as it is in memory once its dictionary is unpacked, in dist/analyser. A start then reads 60 MB instead
// of unpacking them, and has nothing in memory of what unpacking leaves behind: half of what the package takes.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const PACKAGE = 'lindera-wasm-nodejs-ipadic';
const PAGE = 4_096;
/** Free memory is taken in these sizes, in bytes. */
const BLOCKS = [1_048_576, 65_536];
/** Shorter gaps between what is used count as used, for each run is a read. */
const GAP = 4 * PAGE;
const require = createRequire(import.meta.url);

/** Writes the analyser's code, memory and `image.json` to `folder`, unless they are there. */
export async function buildAnalyser(folder) {
  const source = dirname(require.resolve(PACKAGE));
  const maker = await bundleMaker();
  const wasm = await readFile(join(source, 'lindera_wasm_bg.wasm'));
  const version = createHash('sha256')
    .update(maker)
    .update(wasm)
    .update(await readFile(fileURLToPath(import.meta.url)))
    .digest('hex');
  const present = await readFile(join(folder, 'image.json'), 'utf8').catch(() => '{}');
  if (JSON.parse(present).version === version) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { calls, tokenizer, lindera } = await made(folder, maker);
  const memory = clearFreeMemory(lindera.__wasm);
  const runs = usedRuns(memory);
  await cp(join(source, 'lindera_wasm.js'), join(folder, 'lindera_wasm.cjs'));
  await cp(join(source, 'LICENSE'), join(folder, 'LICENSE'));
  await writeFile(join(folder, 'lindera_wasm_bg.wasm'), withoutData(wasm));
  await writeFile(join(folder, 'memory.bin'), Buffer.concat(runs.map(([at, length]) => memory.slice(at, at + length))));
  const references = lindera.__wasm.__wbindgen_externrefs.length;
  const image = { version, calls, pointer: tokenizer.__wbg_ptr, references, size: memory.length, runs };
  await writeFile(join(folder, 'image.json'), JSON.stringify(image));
}

/** The code that makes the analyser, as text. */
async function bundleMaker() {
  const result = await build({
    entryPoints: ['dialogs/domain/answer/japanese-tokenizer.ts'],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return result.outputFiles[0].text;
}

/** Lets our code make the analyser, and notes what it asks for and gets. */
async function made(folder, maker) {
  const lindera = require(PACKAGE);
  const calls = [];
  let tokenizer;
  const { TokenizerBuilder } = lindera;
  const { build: buildIt, ...setters } = Object.getOwnPropertyDescriptors(TokenizerBuilder.prototype);
  for (const [name, { value }] of Object.entries(setters).filter(([key]) => /^(set|append)/.test(key))) {
    TokenizerBuilder.prototype[name] = function note(...parameters) {
      calls.push([name, ...parameters]);
      return value.apply(this, parameters);
    };
  }
  TokenizerBuilder.prototype.build = function keep() {
    tokenizer = buildIt.value.call(this);
    return tokenizer;
  };
  const file = join(folder, 'maker.mjs');
  await writeFile(file, maker);
  const { loadJapaneseTokenizer } = await import(pathToFileURL(file));
  await loadJapaneseTokenizer();
  await rm(file);
  return { calls, tokenizer, lindera };
}

/** Fills what unpacking has left in memory that is free again with zeros: takes all free blocks, and gives them back. */
function clearFreeMemory(wasm) {
  const taken = BLOCKS.flatMap((block) => clearBlocks(wasm, block));
  for (const [at, block] of taken) wasm.__wbindgen_free(at, block, 1);
  return new Uint8Array(wasm.memory.buffer);
}

function clearBlocks(wasm, block) {
  const size = wasm.memory.buffer.byteLength;
  const taken = [];
  while (wasm.memory.buffer.byteLength === size) {
    const at = wasm.__wbindgen_malloc(block, 1) >>> 0;
    new Uint8Array(wasm.memory.buffer, at, block).fill(0);
    taken.push([at, block]);
  }
  return taken;
}

/** Where memory is not zero: pairs of offset and length, in whole pages. */
function usedRuns(memory) {
  const words = new BigUint64Array(memory.buffer);
  const runs = [];
  for (let at = 0; at < memory.length; at += PAGE) {
    if (words.subarray(at / 8, (at + PAGE) / 8).every((word) => word === 0n)) continue;
    const last = runs.at(-1);
    if (last && at - last[0] - last[1] < GAP) last[1] = at + PAGE - last[0];
    else runs.push([at, PAGE]);
  }
  return runs;
}

/** The module with empty data segments, for they are part of the memory: 1 MB instead of 13. */
function withoutData(wasm) {
  const parts = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length; ) {
    const [length, start] = leb(wasm, at + 1);
    const [DATA, COUNT] = [11, 12];
    parts.push([DATA, COUNT].includes(wasm[at]) ? Buffer.from([wasm[at], 1, 0]) : wasm.subarray(at, start + length));
    at = start + length;
  }
  return Buffer.concat(parts);
}

/** A number of WebAssembly's variable length, and where it ends. */
function leb(bytes, start) {
  let [value, at] = [0, start];
  for (let shift = 0; ; shift += 7) {
    value += (bytes[at] & 127) * 2 ** shift;
    at += 1;
    if (bytes[at - 1] < 128) return [value, at];
  }
}
