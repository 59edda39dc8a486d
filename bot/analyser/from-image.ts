import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
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

/**
 * Stands for lindera's builder in the built program: what was built before with the same settings is read from the image,
 * all else is built by the package.
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
    const image = readImage();
    const same = JSON.stringify(image?.calls) === JSON.stringify(this.calls);
    return image && same ? fromImage(image) : this.buildAnew();
  }

  private buildAnew(): unknown {
    const { TokenizerBuilder: Builder } = load('lindera-wasm-nodejs-ipadic') as Lindera;
    const builder = new Builder();
    for (const [name, ...parameters] of this.calls) builder[String(name)]?.(...parameters);
    return builder.build?.();
  }
}

function readImage(): Image | undefined {
  try {
    return JSON.parse(readFileSync(beside('image.json'), 'utf8')) as Image;
  } catch {
    return undefined;
  }
}

/** Fills a new instance with what stood in the memory of the one that was built. */
function fromImage({ size, runs, references, pointer }: Image): unknown {
  const { __wasm: wasm, Tokenizer } = load(beside('lindera_wasm.cjs')) as Lindera;
  const { memory, __wbindgen_externrefs: table } = wasm;
  memory.grow((size - memory.buffer.byteLength) / 65_536);
  if (references > table.length) table.grow(references - table.length);
  const file = openSync(beside('memory.bin'), 'r');
  let position = 0;
  for (const [at, length] of runs) {
    if (readSync(file, new Uint8Array(memory.buffer, at, length), { position }) !== length)
      throw new Error('dist/analyser is damaged; build the program anew: npm run build');
    position += length;
  }
  closeSync(file);
  return Tokenizer.__wrap(pointer);
}

// biome-ignore lint/style/noDefaultExport: the package is a module in CommonJS, which is imported whole
export default { TokenizerBuilder };
