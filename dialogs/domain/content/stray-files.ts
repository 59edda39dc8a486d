import type { Finding } from './finding.js';
import { nearestName } from './nearest-name.js';
import type { SourceFile } from './yaml-file.js';

/** Path of a file with FAQ entries. */
export const FAQ_FILE = /^[^/]+\/faq\/[^/]+\.yaml$/;

const SINGLE = ['program.yaml', 'eligibility.yaml', 'smalltalk.yaml', 'unanswerable.yaml', 'synonyms.yaml'];

/** YAML files that would be read by nobody: a wrong name, place or ending. */
export function strayFiles(files: SourceFile[]): Finding[] {
  return files.flatMap(({ path }) => {
    const name = path.split('/').slice(1).join('/');
    if (FAQ_FILE.test(path) || SINGLE.includes(name)) return [];
    return [
      { file: path, line: 1, column: 1, what: 'このファイルは、名前か場所が違うため読まれません。', fix: remedy(name) },
    ];
  });
}

function remedy(name: string): string {
  const plain = name.replace(/\.ya?ml$/i, '.yaml');
  if (/^faq\/[^/]+$/.test(name)) return `名前を「${plain.split('/').at(-1)}」に変えてください。`;
  const near = name.includes('/') ? undefined : nearestName(plain, SINGLE, 0.7);
  if (near) return `名前を「${near}」に変えてください。`;
  return 'FAQ の項目なら faq フォルダーのすぐ下に移し、いらなければ消してください。';
}
