// Lets packages that load everything at import load each part at its first use, as Babel's option `lazy` does: a bundle of the
// Bot Framework evaluates some 25 of its 900 files before the first answer instead of all. Nothing is left out or replaced.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

/** Packages that TypeScript compiled to CommonJS: their imports and re-exports have one form each. */
const COMPILED = /[\\/]node_modules[\\/](botbuilder|botframework|adaptive-expressions)[^\\/]*[\\/]lib[\\/].*\.js$/;
const RE_EXPORT = /^__exportStar\(require\("(\.[^"]+)"\), exports\);$/gm;
const IMPORT = /^(?:const|var) (\w+_\d+) = require\("([^"]+)"\);$/gm;
/** Files that hand out the parts of restify, most of which nobody here asks for. */
const LISTS = /[\\/]node_modules[\\/]restify[\\/]lib[\\/](plugins[\\/])?index\.js$/;

/** The plugin for esbuild. */
export const lazyPackages = {
  name: 'lazy-packages',
  setup(build) {
    const load = (change) => (file) => ({ contents: change(readFileSync(file.path, 'utf8'), file.path), loader: 'js' });
    build.onLoad({ filter: COMPILED }, load(lazyModule));
    build.onLoad({ filter: LISTS }, load(lazyList));
  },
};

/** A compiled file whose imports happen where they are used, and whose re-exports when they are asked for. */
export function lazyModule(code, path) {
  return lazyImports(lazyReExports(code, path));
}

/** `name: require('x')` and `module.exports.name = require('x')` become getters. */
export function lazyList(code) {
  return code
    .replace(/^(\s+)(\w+): (require\('[^']+'\))(,?)$/gm, '$1get $2() { return $3; }$4')
    .replace(/^module\.exports\.(\w+) = (require\('[^']+'\)[\w.]*);$/gm, (_line, name, part) =>
      getter('module.exports', name, part),
    );
}

function lazyReExports(code, path) {
  return code.replace(RE_EXPORT, (line, part) => {
    const names = exportedNames(fileOf(path, part));
    return names ? [...names].map((name) => getter('exports', name, `require("${part}").${name}`)).join('\n') : line;
  });
}

function lazyImports(code) {
  const imports = [...code.matchAll(IMPORT)].filter(([, , part]) => !isBuiltin(part));
  return imports.reduce(
    (text, [line, name, part]) =>
      text.replace(line, '').replace(new RegExp(`\\b${name}\\b`, 'g'), `(require("${part}"))`),
    code,
  );
}

function getter(target, name, value) {
  return `Object.defineProperty(${target}, "${name}", { enumerable: true, configurable: true, get: () => ${value} });`;
}

/** The names that a compiled file exports, with those it re-exports; undefined when its text does not tell all of them. */
export function exportedNames(file) {
  if (!file) return undefined;
  const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const names = new Set();
  for (const [, name] of code.matchAll(/\bexports\.(\w+) = /g)) names.add(name);
  for (const [, name] of code.matchAll(/\bdefineProperty\(exports, "(\w+)"/g)) names.add(name);
  for (const [, part] of code.matchAll(/__exportStar\(require\("([^"]+)"\), exports\)/g)) {
    const more = part.startsWith('.') ? exportedNames(fileOf(file, part)) : undefined;
    if (!more) return undefined;
    for (const name of more) names.add(name);
  }
  names.delete('__esModule');
  names.delete('default');
  return names;
}

function fileOf(importer, part) {
  const path = join(dirname(importer), part);
  return [path, `${path}.js`, join(path, 'index.js')].find((file) => existsSync(file) && statSync(file).isFile());
}
