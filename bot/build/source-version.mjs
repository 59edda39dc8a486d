// Names the sources that knowledge is read and learnt by, so that no version of the program takes another's results for its own.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['dialogs/domain', 'bot/knowledge'];

/** 16 hex digits that change with any of the sources and with the packages they use. */
export function sourceVersion() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  for (const path of SOURCES.flatMap(filesIn).sort()) hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** Paths of all files in a folder and the folders in it. */
export function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
