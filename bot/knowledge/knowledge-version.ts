import { createHash } from 'node:crypto';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';

/** The version of a set of files: 12 hex digits that change with any character of any file, and with nothing else. */
export function knowledgeVersion(files: SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text, unreadable } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(JSON.stringify([path, text, unreadable ?? null]));
  }
  return hash.digest('hex').slice(0, 12);
}
