import { zipSync } from 'fflate';
import { colourIcon, outlineIcon } from './icons.js';
import { localizationOf, type ManifestOptions, manifestOf } from './manifest.js';

/** The files of an app package by name. */
export type PackageFiles = Record<string, Uint8Array>;

/** All files carry this date, so that the same contents make the same bytes (the first that a zip can hold, plus a day). */
const DATE = new Date(1980, 0, 2);

/** The files of an app: manifest, one file for each further language, two icons. */
export function packageFiles(options: ManifestOptions): PackageFiles {
  const others = options.languages
    .slice(1)
    .map((language) => [`${language}.json`, json(localizationOf(options, language))]);
  return {
    'manifest.json': json(manifestOf(options)),
    ...Object.fromEntries(others),
    'color.png': colourIcon(options.role),
    'outline.png': outlineIcon(options.role),
  };
}

/** The package as a zip; the same files give the same bytes. */
export function packageZip(files: PackageFiles): Uint8Array {
  return zipSync(files, { level: 9, mtime: DATE });
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
}
