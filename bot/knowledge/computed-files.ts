import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

declare const SOURCE_VERSION: string | undefined;

const KEPT = 3;
const DIGEST_BYTES = 32;

/**
 * Values that were computed from other files, kept so that the next start need not compute them again. What is damaged, or
 * was computed by another version of the program, counts as not there.
 */
export class ComputedFiles {
  /**
   * @param version names the program that computes, so that none takes another's values for its own.
   * @param shipped a folder with more of them, which is only read.
   */
  constructor(
    private readonly folder: string,
    private readonly version: string,
    private readonly shipped?: string,
  ) {}

  /**
   * Those of a data folder, and those that the build has put into the folder `shipped`; undefined when the program runs from
   * its sources, which have no version.
   */
  static inside(data: string, shipped?: string): ComputedFiles | undefined {
    if (typeof SOURCE_VERSION === 'undefined') return undefined;
    const places = [data, shipped].map((folder) => folder && join(folder, 'computed'));
    return new ComputedFiles(places[0] as string, `${SOURCE_VERSION} ${process.version}`, places[1]);
  }

  /** The value of a name that was computed from `key`; undefined when it has to be computed. */
  async read<Value>(name: string, key: string): Promise<Value | undefined> {
    const own = await readValue<Value>(this.path(name, key));
    return own ?? (this.shipped === undefined ? undefined : readValue(join(this.shipped, this.nameOf(name, key))));
  }

  /** Keeps a value, and of earlier ones of the same name the newest few. What can't be kept will be computed again. */
  async write(name: string, key: string, value: unknown): Promise<void> {
    const path = this.path(name, key);
    const temporary = `${path}.${process.pid}`;
    try {
      const content = serialize(value);
      await mkdir(this.folder, { recursive: true });
      await writeFile(temporary, Buffer.concat([digestOf(content), content]));
      await rename(temporary, path);
      await this.discardOld(name, path);
    } catch {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  private async discardOld(name: string, newest: string): Promise<void> {
    const paths = (await readdir(this.folder)).filter((file) => file.startsWith(`${name}-`));
    const others = paths.map((file) => join(this.folder, file)).filter((path) => path !== newest);
    const aged = await Promise.all(others.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
    aged.sort((a, b) => b.at - a.at);
    for (const { path } of aged.slice(KEPT - 1)) await rm(path, { force: true });
  }

  private path(name: string, key: string): string {
    return join(this.folder, this.nameOf(name, key));
  }

  private nameOf(name: string, key: string): string {
    const hash = createHash('sha256').update(`${this.version}\n${key}`).digest('hex').slice(0, 32);
    return `${name}-${hash}.bin`;
  }
}

async function readValue<Value>(path: string): Promise<Value | undefined> {
  try {
    const file = await readFile(path);
    const content = file.subarray(DIGEST_BYTES);
    return digestOf(content).equals(file.subarray(0, DIGEST_BYTES)) ? (deserialize(content) as Value) : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
