import { fileURLToPath } from 'node:url';
import { createChecker } from './knowledge/checker.js';
import { ComputedFiles } from './knowledge/computed-files.js';
import { engineBuilder } from './knowledge/engine-builder.js';
import { readFolder } from './knowledge/read-folder.js';
import { loadTexts } from './texts.js';

// Part of the build: checks the knowledge of this folder and learns from it, so that the first start anywhere need not.
// node dist/learn.js <folder of what was computed>
const [folder = ''] = process.argv.slice(2);
const { languages } = loadTexts(fileURLToPath(new URL('../locales', import.meta.url)));
const computed = ComputedFiles.inside(folder);
// What is wrong with the files is told at the start, not here.
await createChecker(languages, engineBuilder(computed), computed).check(await readFolder('knowledge'));
