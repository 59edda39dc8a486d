import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  version: string;
  resolved?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  link?: boolean;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = Object.entries(lock.packages)
  .filter(([path]) => path)
  .map(([path, item]) => ({ ...item, path, name: path.slice(path.lastIndexOf('node_modules/') + 13) }));
const shipped = packages.filter(({ dev, devOptional }) => !dev && !devOptional);

/** Versions before which a package has a known hole, and why it matters here. */
const TOO_OLD: Record<string, [major: number, minor: number, why: string]> = {
  restify: [12, 0, 'brings spdy and an old find-my-way'],
  'find-my-way': [9, 0, 'CVE-2024-45813'],
  send: [0, 19, 'CVE-2024-43799'],
  '@xmldom/xmldom': [0, 8, 'CVE-2022-37616, CVE-2022-39353'],
  jsonwebtoken: [9, 0, 'CVE-2022-23529'],
};

describe('what the program is made of', () => {
  it('is locked, from the registry only', () => {
    expect(packages.length).toBeGreaterThan(300);
    expect(packages.filter(({ resolved = '' }) => /^(git|http:|file:)/.test(resolved))).toEqual([]);
    expect(packages.filter(({ link }) => link)).toEqual([]);
  });

  it('runs no script of a package at install', () => {
    expect(readFileSync('.npmrc', 'utf8')).toContain('ignore-scripts=true');
  });

  it('has no part with a known hole where a fixed version exists', () => {
    const old = shipped.filter(({ name, version }) => {
      const limit = TOO_OLD[name];
      const [major = 0, minor = 0] = version.split('.').map(Number);
      return limit && (major < limit[0] || (major === limit[0] && minor < limit[1]));
    });
    expect(old.map(({ name, version }) => `${name}@${version}: ${TOO_OLD[name]?.[2]}`)).toEqual([]);
  });

  it('has licences that may be shipped', () => {
    const fine =
      /^\(?(AFL-2\.1 OR BSD-3-Clause|MIT|MIT-0|ISC|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0|Unlicense|WTFPL|Zlib)\b/;
    const others = shipped.filter(({ license = '' }) => license && !fine.test(license));
    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  it('pins the preview that exists in one version only', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(manifest.dependencies['botbuilder-dialogs-adaptive']).toBe('4.23.3-preview');
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });
});
