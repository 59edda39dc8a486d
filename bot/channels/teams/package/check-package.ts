import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import ajvDraft4 from 'ajv-draft-04';
import type { PackageFiles } from './app-package.js';
import { SCHEMA_VERSION } from './manifest.js';

/** What is wrong with a package by Microsoft's own schemas, which come with a package of theirs: no network. Empty if nothing. */
export async function checkPackage(files: PackageFiles): Promise<string[]> {
  const manifest = parsed(files, 'manifest.json') as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
  const findings = await AppManifestUtils.validateAgainstSchema(
    manifest,
    schema('MicrosoftTeams.schema.json') as never,
  );
  const others = Object.keys(files).filter((name) => name.endsWith('.json') && name !== 'manifest.json');
  return [
    ...findings.map((finding) => `manifest.json: ${finding}`),
    ...others.flatMap((name) => checkLocalization(name, parsed(files, name))),
  ];
}

function checkLocalization(name: string, words: unknown): string[] {
  // The schema is of draft 4, with patterns that are no good as Unicode expressions.
  const Ajv = ajvDraft4 as unknown as typeof ajvDraft4.default;
  const validator = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, validateFormats: false });
  const valid = validator.validate(schema('MicrosoftTeams.Localization.schema.json'), words);
  return valid
    ? []
    : (validator.errors ?? []).map(({ instancePath, message }) => `${name}: ${instancePath} ${message}`);
}

function schema(name: string): Record<string, unknown> {
  const home = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json'));
  const path = join(home, 'build', 'json-schemas', 'teams', `v${SCHEMA_VERSION}`, name);
  return JSON.parse(readFileSync(path, 'utf8'));
}

function parsed(files: PackageFiles, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(files[name]));
}
