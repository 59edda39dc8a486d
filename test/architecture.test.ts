import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each floor of the house may know beside itself; the first prefix that fits names the floor. */
const FLOORS: { floor: string; prefix: string; floors: string[]; packages: RegExp }[] = [
  {
    floor: 'domain',
    prefix: 'dialogs/domain/',
    floors: ['domain'],
    packages: /^(zod|yaml|lindera-wasm-nodejs-ipadic|snowball-stemmers|@holiday-jp\/holiday_jp|node:module)$/,
  },
  {
    floor: 'dialogs',
    prefix: 'dialogs/',
    floors: ['domain', 'dialogs'],
    packages: /^botbuilder-(core|dialogs|dialogs-adaptive)$/,
  },
  { floor: 'bot', prefix: 'bot/', floors: ['domain', 'dialogs', 'bot'], packages: /./ },
  { floor: 'test', prefix: 'test/', floors: ['domain', 'dialogs', 'bot', 'test'], packages: /./ },
];

const files = ['bot', 'dialogs', 'test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')),
);

const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  const found = code.matchAll(
    /^(?:import|export)\b(?:[^'"`;]*?\bfrom\s*)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...found].map((match) => resolve(file, match[1] ?? match[2] ?? ''));
}

function resolve(file: string, target: string): string {
  return target.startsWith('.') ? normalize(join(dirname(file), target.replace(/\.js$/, '.ts'))) : target;
}

function floorOf(file: string) {
  return FLOORS.find(({ prefix }) => file.startsWith(prefix));
}

describe('the house', () => {
  it('is read in full', () => {
    expect(files.length).toBeGreaterThan(60);
    expect([...imports.values()].flat().length).toBeGreaterThan(files.length);
  });

  it('imports only upwards', () => {
    const breaches = [...imports].flatMap(([file, targets]) => {
      const own = floorOf(file)!;
      return targets
        .filter((target) => {
          const floor = floorOf(target);
          return floor ? !own.floors.includes(floor.floor) : !own.packages.test(target);
        })
        .map((target) => `${file} → ${target}`);
    });
    expect(breaches).toEqual([]);
  });

  it('has no cycles', () => {
    expect(cycles()).toEqual([]);
  });

  it('reads the environment in one place only', () => {
    const readers = files.filter(
      (file) => !file.startsWith('test/') && /\bprocess\.env\b/.test(readFileSync(file, 'utf8')),
    );
    expect(readers).toEqual(['bot/config.ts']);
  });

  it('takes time and chance as parameters below the process', () => {
    const takers = files.filter(
      (file) =>
        file.startsWith('dialogs/') && /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b/.test(readFileSync(file, 'utf8')),
    );
    expect(takers).toEqual([]);
  });
});

/** Chains of value imports that lead back to where they began; imports of types alone do not count. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    } else if (!done.has(file)) {
      for (const target of valueImports(file)) visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of files) visit(file, []);
  return found;
}

function valueImports(file: string): string[] {
  const code = readFileSync(file, 'utf8').replace(/^import type\b[^;]*;/gm, '');
  const found = code.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom\s*)?\s*['"](\.[^'"]+)['"]/gm);
  return [...found].map((match) => resolve(file, match[1] ?? '')).filter((target) => files.includes(target));
}
