import { writeFile } from 'node:fs/promises';
import { diagram as mermaid } from '../../dialogs/domain/eligibility/diagram.js';
import { rulesTable } from '../../dialogs/domain/eligibility/rules-table.js';
import { drawRules } from '../draw-rules.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';

/** Draws the pre-screening, or lists it as a table with the clauses. */
export const diagram: Command = {
  name: 'diagram',
  usage: 'diagram [--language ja] [--table] [--svg 名前.svg]',
  summary: '対象確認の質問の流れを図にする（Mermaid、SVGの絵、または申込要領の箇所つきの表）',
  examples: ['diagram', 'diagram --svg flow.svg', 'diagram --table > rules.md', 'diagram --language en'],
  options: {
    language: { type: 'string', default: 'ja' },
    table: { type: 'boolean', default: false },
    svg: { type: 'string' },
  },
  optionHelp: {
    language: '図の言語（書かなければ ja）',
    table: '図の代わりに、Markdownの表を出す',
    svg: 'ブラウザーや Word で開ける絵を、この名前で保存する',
  },
  words: [0, 0],
  run: async ({ options }, desk, terminal) => {
    const read = desk.read(await desk.files());
    if (!read.knowledge) {
      printFindings(read.findings, terminal);
      return 1;
    }
    const { eligibility } = read.knowledge;
    const language = String(options.language);
    if (typeof options.svg === 'string') {
      await writeFile(options.svg, await drawRules(eligibility, language));
      terminal.write(`${options.svg} に保存しました。`);
    } else {
      terminal.write(options.table ? rulesTable(eligibility, language) : mermaid(eligibility, language));
    }
    return 0;
  },
};
