import { detectLanguage } from '../../dialogs/domain/answer/detect-language.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';
import { LONGEST_WAY, type NewWay, saveWay, type WayRefusal } from './save-way.js';

/** Adds a way to ask to an entry. */
export const addPhraseCommand: Command = {
  name: 'add-phrase',
  usage: 'add-phrase 項目のid "言い方" [--language ja]',
  summary: '項目に、聞かれ方を1つ加える',
  examples: ['add-phrase cost.fee "お代はいくらになりますか"', 'add-phrase cost.fee "Any charge?" --language en'],
  options: { language: { type: 'string' } },
  optionHelp: { language: '言い方の言語（書かなければ文字から判断します）' },
  words: [2, 2],
  run: async ({ words: [id = '', phrase = ''], options }, desk, terminal) => {
    const { languages } = desk.options;
    const language = String(options.language ?? detectLanguage(phrase.trim(), languages[0] ?? 'ja', languages));
    const way = { entry: id, language, phrase };
    const saved = await saveWay(desk, way, 'add-phrase コマンド');
    if (saved.kind === 'findings') {
      printFindings(saved.findings, terminal);
      return 1;
    }
    if (saved.kind === 'refused') {
      terminal.write(terminal.paint.bad(sayRefusal(way, saved)));
      return 2;
    }
    terminal.write(terminal.paint.good(`${saved.file} の ${id}（${language}）に「${phrase.trim()}」を加えました。`));
    return 0;
  },
};

function sayRefusal({ entry, language, phrase }: NewWay, { reason, owner, near }: WayRefusal): string {
  switch (reason) {
    case 'unknown-entry':
      return `「${entry}」という項目はありません。${near ? `「${near}」ではありませんか。` : ''}`;
    case 'no-language':
      return `「${language}」という言語はありません。`;
    case 'owned':
      return `「${phrase.trim()}」は、もう ${owner} にあります。`;
    case 'masked':
      return '伏せた部分（[mail] など）が残っています。一般的な言い方に書き直してください。';
    default:
      return `言い方が空か、長すぎます。${LONGEST_WAY}文字以内で書いてください。`;
  }
}
