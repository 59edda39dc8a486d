import { FAQ_FILE } from '../../dialogs/domain/content/stray-files.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';

/** The FAQ file that holds an entry. */
export function fileOf(files: SourceFile[], id: string): SourceFile | undefined {
  const line = new RegExp(`^\\s*-\\s+id:\\s*["']?${id.replaceAll('.', '\\.')}["']?\\s*(#.*)?$`, 'm');
  return files.find(({ path, text }) => FAQ_FILE.test(path) && line.test(text));
}
