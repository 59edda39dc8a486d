import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText } from '../../dialogs/domain/content/decode-text.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';

/** Files that editors, Excel and operating systems leave beside the one being edited. */
const LEFTOVER = /^[.~#]|~$|\.(tmp|temp|bak|swp|swo|orig|part|crdownload)$|^4913$/i;

/** Whether a file is one that staff write knowledge in, or mean to. */
function isKnowledgeFile(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/**
 * The knowledge folder's files in order of their names, each shown as `knowledge/…` whatever the folder is called.
 * A file that vanishes while it is read is left out; one whose bytes are no text is told so (`unreadable`).
 */
export async function readFolder(folder: string): Promise<SourceFile[]> {
  const paths = await listFolder(folder);
  const files = await Promise.all(paths.map((path) => readSource(folder, path)));
  return files.filter((file) => file !== undefined);
}

/** The YAML files' paths below the folder, sorted, without what editors leave. Rejects when there is no such folder. */
export async function listFolder(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.split('/').every((part) => !LEFTOVER.test(part)) && isKnowledgeFile(path))
    .sort();
}

async function readSource(folder: string, path: string): Promise<SourceFile | undefined> {
  const bytes = await readFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const { text, problem } = decodeText(bytes);
  return problem ? { path: `knowledge/${path}`, text: '', unreadable: problem } : { path: `knowledge/${path}`, text };
}
