import { detectLanguage } from '../../dialogs/domain/answer/detect-language.js';
import { addPhrase } from '../../dialogs/domain/content/edit-entries.js';
import { nearestName } from '../../dialogs/domain/content/nearest-name.js';
import { fileOf } from '../knowledge/file-of.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';

/** Adds a way to ask to an entry. */
export const addPhraseCommand: Command = {
  name: 'add-phrase',
  usage: 'add-phrase 項目のid "言い方" [--language ja]',
  summary: '項目に、聞かれ方を1つ加える',
  examples: ['add-phrase cost.fee "お代はいくらになりますか"', 'add-phrase cost.fee "Any charge?" --language en'],
  options: { language: { type: 'string' } },
  optionHelp: { language: '言い方の言語（書かなければ文字から判断します）' },
  words: [2, 2],
  run: async ({ words: [id = '', given = ''], options }, desk, terminal) => {
    const phrase = given.trim();
    const files = await desk.files();
    const read = desk.read(files);
    if (!read.knowledge) {
      printFindings(read.findings, terminal);
      return 1;
    }
    const { languages } = desk.options;
    const language = String(options.language ?? detectLanguage(phrase, languages[0] ?? 'ja', languages));
    const refusal = refuse(id, phrase, language, read.knowledge);
    if (refusal) {
      terminal.write(terminal.paint.bad(refusal));
      return 2;
    }
    const file = fileOf(files, id);
    const text = file && addPhrase(file.text, id, language, phrase);
    const changed = files.map((other) => (other === file ? { ...other, text: text ?? '' } : other));
    const { findings } = await desk.save(files, changed);
    if (findings.length > 0) {
      printFindings(findings, terminal);
      return 1;
    }
    terminal.write(terminal.paint.good(`${file?.path} の ${id}（${language}）に「${phrase}」を加えました。`));
    return 0;
  },
};

type Known = { entries: { id: string; text: Record<string, { ask: string[] }> }[] };

function refuse(id: string, phrase: string, language: string, { entries }: Known): string | undefined {
  const entry = entries.find((other) => other.id === id);
  if (!entry) {
    const near = nearestName(
      id,
      entries.map((other) => other.id),
    );
    return `「${id}」という項目はありません。${near ? `「${near}」ではありませんか。` : ''}`;
  }
  if (!phrase) return '言い方が空です。';
  if (!entry.text[language]) return `「${language}」という言語はありません。`;
  const owner = entries.find(({ text }) => text[language]?.ask.includes(phrase));
  return owner ? `「${phrase}」は、もう ${owner.id} にあります。` : undefined;
}
