import type { Parse } from '../../dialogs/domain/content/read-knowledge.js';
import { parseYaml, type YamlFile } from '../../dialogs/domain/content/yaml-file.js';

/** A parser that keeps the last result of each file, so that a save costs the parsing of the saved file only. */
export function rememberingParse(): Parse {
  const kept = new Map<string, { text: string; file: YamlFile }>();
  return (source) => {
    const before = kept.get(source.path);
    if (before && before.text === source.text && !source.unreadable) return before.file;
    const file = parseYaml(source);
    if (!source.unreadable) kept.set(source.path, { text: source.text, file });
    return file;
  };
}
