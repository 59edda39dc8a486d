import type { Finding, Issue } from './finding.js';
import { FAQ_FILE } from './stray-files.js';
import { parseYaml, type SourceFile, type YamlFile } from './yaml-file.js';

/** Places issues of an entry, whose paths begin inside the entry, in the file that holds it. */
export type EntryPlacer = (id: string, issue: Issue) => Finding;

/** Where each FAQ entry stands in a good set of files. `parse` may remember what it parsed. */
export function entryPlaces(files: SourceFile[], parse: (source: SourceFile) => YamlFile = parseYaml): EntryPlacer {
  const places = new Map<string, { file: YamlFile; index: number }>();
  for (const source of files.filter(({ path }) => FAQ_FILE.test(path))) {
    const file = parse(source);
    for (const [index, item] of ((file.data ?? []) as { id: string }[]).entries()) places.set(item.id, { file, index });
  }
  return (id, issue) => {
    const found = places.get(id);
    if (!found) return { file: 'knowledge', line: 1, column: 1, what: issue.what, fix: issue.fix };
    return found.file.locate({ ...issue, path: [found.index, ...issue.path] });
  };
}
