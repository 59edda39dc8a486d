import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All phrases of the bot's own as they are written, one string a file. */
export function localeTexts(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
