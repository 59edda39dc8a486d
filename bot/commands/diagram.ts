import { eligibilityDiagram } from '../../dialogs/domain/content/eligibility-diagram.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';

/** Draws the pre-screening. */
export const diagram: Command = {
  name: 'diagram',
  usage: 'diagram [--language ja]',
  summary: '対象確認の質問の流れを、図（Mermaid）にする',
  examples: ['diagram', 'diagram --language en > flow.mmd'],
  options: { language: { type: 'string', default: 'ja' } },
  optionHelp: { language: '図の言語（書かなければ ja）' },
  words: [0, 0],
  run: async ({ options }, desk, terminal) => {
    const read = desk.read(await desk.files());
    if (!read.knowledge) {
      printFindings(read.findings, terminal);
      return 1;
    }
    terminal.write(eligibilityDiagram(read.knowledge.eligibility, String(options.language)));
    return 0;
  },
};
