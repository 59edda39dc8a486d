// Learns from the knowledge of this folder into dist/computed, unless that was done with the same files.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, sourceVersion } from './source-version.mjs';

const KNOWLEDGE = 'knowledge';

export function learnShipped(folder) {
  const mark = join(folder, 'computed', 'learnt-from');
  const hash = createHash('sha256').update(`${sourceVersion()} ${process.version}`);
  for (const path of filesIn(KNOWLEDGE).sort()) hash.update(path).update(readFileSync(path));
  const version = hash.digest('hex');
  if (readOr(mark, '') === version) return;
  execFileSync(process.execPath, [join(folder, 'learn.js'), folder], { stdio: 'inherit' });
  writeFileSync(mark, version);
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
