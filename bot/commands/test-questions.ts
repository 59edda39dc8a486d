import { entryPlaces } from '../../dialogs/domain/content/entry-places.js';
import { ownTestFindings, runOwnTests } from '../../dialogs/domain/content/own-tests.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';

/** Asks the test questions that staff wrote beside the entries. */
export const testQuestions: Command = {
  name: 'test',
  usage: 'test',
  summary: '項目の tests・not に書いた確認用の質問を、全部たずねてみる',
  examples: ['test'],
  words: [0, 0],
  run: async (_, desk, terminal) => {
    const files = await desk.files();
    const checked = await desk.open(files);
    if (!checked.engine) {
      printFindings(checked.findings, terminal);
      return 1;
    }
    const { engine, knowledge } = checked;
    const result = runOwnTests(knowledge.entries, (text, language) => engine.decide(text, language));
    const passed = result.total - result.failures.length;
    if (result.failures.length > 0) printFindings(ownTestFindings(result, entryPlaces(files)), terminal);
    if (result.total === 0)
      terminal.write('確認用の質問はまだありません。項目の ja: の下に tests: を加えると、ここで確かめます。');
    else terminal.write(`確認用の質問: ${passed}/${result.total} 問が期待どおりです。`);
    return result.failures.length > 0 ? 1 : 0;
  },
};
