import { join } from 'node:path';
import { jsonSchemas } from '../../dialogs/domain/content/json-schemas.js';
import { writeWhole } from '../knowledge/version-history.js';
import type { Command } from './command.js';

/** Writes the JSON Schemas that editors use (`.vscode/settings.json` names them). */
export const schema: Command = {
  name: 'schema',
  usage: 'schema [--to フォルダ]',
  summary: 'エディターが入力を助けるための定義（JSON Schema）を書き出す（開発者用）',
  examples: ['schema'],
  options: { to: { type: 'string', default: '.vscode' } },
  optionHelp: { to: '書き出すフォルダ（書かなければ .vscode）' },
  words: [0, 0],
  run: async ({ options }, desk, { write }) => {
    for (const [name, content] of Object.entries(jsonSchemas(desk.options.languages))) {
      const path = join(String(options.to), `knowledge-${name}.schema.json`);
      await writeWhole(path, `${JSON.stringify(content, null, 2)}\n`);
      write(path);
    }
    return 0;
  },
};
