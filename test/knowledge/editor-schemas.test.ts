import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../bot/texts.js';
import { jsonSchemas } from '../../dialogs/domain/content/json-schemas.js';

const { languages } = loadTexts('locales');

describe("the editors' schemas", () => {
  it.each(Object.entries(jsonSchemas(languages)))(
    '%s is the one that checks the files (after a change: npm run knowledge -- schema)',
    (name, schema) => {
      const written = readFileSync(`.vscode/knowledge-${name}.schema.json`, 'utf8');
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(schema)));
    },
  );

  it('are named in the settings, each for files that exist', () => {
    const settings = JSON.parse(readFileSync('.vscode/settings.json', 'utf8'));
    const schemas = Object.entries<string>(settings['yaml.schemas']);
    expect(schemas.map(([path]) => existsSync(join('.', path)))).not.toContain(false);
    for (const [, files] of schemas) expect(existsSync(files.replace('*.yaml', 'cost.yaml')), files).toBe(true);
  });

  it('tell staff what each heading of an entry is for', () => {
    const { entries } = jsonSchemas(languages) as { entries: { items: { properties: Record<string, object> } } };
    const { ja } = entries.items.properties as { ja: { properties: Record<string, { description?: string }> } };
    for (const heading of Object.values(ja.properties)) expect(heading.description).toMatch(/[ぁ-ん]/);
  });
});
