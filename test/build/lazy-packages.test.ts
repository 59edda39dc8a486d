import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { exportedNames, lazyList, lazyModule } from '../../bot/build/lazy-packages.mjs';

const require = createRequire(import.meta.url);
// Those that re-export another package (botbuilder, botbuilder-core) have lists that their text does not tell.
const PACKAGES = [
  'adaptive-expressions',
  'botbuilder-dialogs',
  'botbuilder-dialogs-adaptive',
  'botframework-connector',
];

describe('packages loaded part by part', () => {
  it.each(PACKAGES)('reads from the text of %s every name that it exports', (name) => {
    const names = exportedNames(require.resolve(name)) ?? [];
    const truth = Object.keys(require(name)).filter((key) => key !== 'default');
    expect([...names].sort()).toEqual(truth.sort());
  });

  it('imports where a name is used, and not before', () => {
    const code = lazyModule('const core_1 = require("core");\nclass A extends core_1.B {}\nnew core_1.C();\n', '/a.js');
    expect(code.trim()).toBe('class A extends (require("core")).B {}\nnew (require("core")).C();');
  });

  it('leaves what Node has built in, and what TypeScript wrapped', () => {
    const code = 'const fs_1 = require("fs");\nconst z_1 = __importDefault(require("z"));\nfs_1.a(z_1.default);\n';
    expect(lazyModule(code, '/a.js')).toBe(code);
  });

  it('hands out the parts of a list when they are asked for', () => {
    expect(lazyList("module.exports = {\n    audit: require('./audit'),\n};\n")).toContain(
      "get audit() { return require('./audit'); },",
    );
    expect(lazyList("module.exports.pre = require('./plugins').pre;\n")).toBe(
      `Object.defineProperty(module.exports, "pre", { enumerable: true, configurable: true, get: () => require('./plugins').pre });\n`,
    );
  });
});
