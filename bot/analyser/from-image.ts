import { type FileHandle, open, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The analyser in the memory of WebAssembly, as the build has left it. */
interface Image {
  /** What was asked of the builder. */
  calls: unknown[][];
  pointer: number;
  references: number;
  /** Bytes of memory. */
  size: number;
  /** Offset and length of what is not zero. */
  runs: [number, number][];
}

interface Lindera {
  __wasm: { memory: WebAssembly.Memory; __wbindgen_externrefs: WebAssembly.Table };
  Tokenizer: { __wrap(pointer: number): unknown };
  TokenizerBuilder: new () => Record<string, (...parameters: unknown[]) => unknown>;
}

const load = createRequire(import.meta.url);
const beside = (name: string) => fileURLToPath(new URL(`../analyser/${name}`, import.meta.url));

/** The image and the tokenizer in it, read beside all else that a start does. */
const ready = await readImage().catch(() => undefined);

/**
 * Stands for lindera's builder in the built program: what was built before with the same settings comes from the image, all
 * else is built by the package.
 */
class TokenizerBuilder {
  private readonly calls: unknown[][] = [];

  setDictionary(...parameters: unknown[]): void {
    this.calls.push(['setDictionary', ...parameters]);
  }

  setMode(...parameters: unknown[]): void {
    this.calls.push(['setMode', ...parameters]);
  }

  appendTokenFilter(...parameters: unknown[]): void {
    this.calls.push(['appendTokenFilter', ...parameters]);
  }

  build(): unknown {
    const same = ready && JSON.stringify(ready.calls) === JSON.stringify(this.calls);
    return same ? ready.tokenizer : this.buildAnew();
  }

  private buildAnew(): unknown {
    const { TokenizerBuilder: Builder } = load('lindera-wasm-nodejs-ipadic') as Lindera;
    const builder = new Builder();
    for (const [name, ...parameters] of this.calls) builder[String(name)]?.(...parameters);
    return builder.build?.();
  }
}

/** Fills a new instance with what stood in the memory of the one that was built; rejects when there is no whole image. */
async function readImage(): Promise<{ calls: unknown[][]; tokenizer: unknown }> {
  const { calls, size, runs, references, pointer } = JSON.parse(await readFile(beside('image.json'), 'utf8')) as Image;
  const { __wasm: wasm, Tokenizer } = load(beside('lindera_wasm.cjs')) as Lindera;
  const { memory, __wbindgen_externrefs: table } = wasm;
  memory.grow((size - memory.buffer.byteLength) / 65_536);
  table.grow(references - table.length);
  const file = await open(beside('memory.bin'));
  try {
    await fill(new Uint8Array(memory.buffer), runs, file);
  } finally {
    await file.close();
  }
  return { calls, tokenizer: Tokenizer.__wrap(pointer) };
}

async function fill(memory: Uint8Array, runs: Image['runs'], file: FileHandle): Promise<void> {
  let position = 0;
  for (const [at, length] of runs) {
    const { bytesRead } = await file.read(memory, at, length, position);
    if (bytesRead !== length) throw new Error('The image of the analyser is cut short.');
    position += length;
  }
}

// biome-ignore lint/style/noDefaultExport: the package is a module in CommonJS, which is imported whole
export default { TokenizerBuilder };
