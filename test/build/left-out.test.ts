import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEFT_OUT } from '../../bot/build/server.mjs';

interface Locked {
  version: string;
  dev?: boolean;
}

const isLeftOut = (name: string) => LEFT_OUT.some((left) => new RegExp(`^${left.replace('*', '.*')}$`).test(name));

describe('packages that the build leaves in node_modules', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const places = Object.entries(packages)
    .filter(([path, { dev }]) => path && !dev)
    .map(([path]) =>
      path
        .split('node_modules/')
        .slice(1)
        .map((part) => part.replace(/\/$/, '')),
    );

  it.each(LEFT_OUT)('%s is there', (name) => {
    expect(places.flat().filter((part) => new RegExp(`^${name.replace('*', '.*')}$`).test(part))).not.toEqual([]);
  });

  it('stand in one version only, so the built program loads what each package asks for', () => {
    const copies = places.filter(
      (path) => path.length > 1 && isLeftOut(path.at(-1) ?? '') && !isLeftOut(path[0] ?? ''),
    );
    expect(copies).toEqual([]);
  });
});
