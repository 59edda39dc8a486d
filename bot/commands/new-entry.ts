import type { NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import type { EntryText, Language } from '../../dialogs/domain/content/knowledge.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';
import { isEntryId, saveEntry } from './save-entry.js';
import type { Terminal } from './terminal.js';

/** Asks for all parts of a new entry and adds it when the whole set stays right with it. */
export const newEntry: Command = {
  name: 'new-entry',
  usage: 'new-entry 分野.名前',
  summary: '質問に答えながら、新しい項目を作る',
  examples: ['new-entry cost.refund'],
  words: [1, 1],
  run: async ({ words: [id = ''] }, desk, terminal) => {
    const files = await desk.files();
    const read = desk.read(files);
    if (!read.knowledge) {
      printFindings(read.findings, terminal);
      return 1;
    }
    if (!isEntryId(id)) {
      terminal.write(terminal.paint.bad('項目の id は「cost.refund」のように、分野と名前を「.」でつないでください。'));
      return 2;
    }
    const entry = await askEntry(id, desk.options.languages, terminal);
    if (!entry) {
      terminal.write('何も書きこまずに終わりました。');
      return 2;
    }
    const saved = await saveEntry(desk, entry, 'new-entry コマンド');
    if (saved.kind !== 'added') {
      if (saved.kind === 'findings') printFindings(saved.findings, terminal);
      else terminal.write(terminal.paint.bad(REFUSED));
      terminal.write('何も書きこんでいません。');
      return saved.kind === 'findings' ? 1 : 2;
    }
    terminal.write(terminal.paint.good(`${saved.file} に ${id} を加えました。`));
    return 0;
  },
};

const REFUSED = '伏せた部分（[mail] など）か、空のところがあります。';

async function askEntry(id: string, languages: Language[], { write, ask }: Terminal): Promise<NewEntry | undefined> {
  write('1行ずつ入力して Enter を押してください。やめるときは Ctrl+D です。');
  const section = await ask('根拠（申込要領の箇所。例: Ⅱ.4。2つ以上は「,」で区切る）> ');
  if (!section?.trim()) return undefined;
  const text: Record<Language, EntryText> = {};
  for (const language of languages) {
    const words = await askWords(language, ask);
    if (!words) return undefined;
    text[language] = words;
  }
  return { id, sections: section.split(/[,、]/).map((part) => part.trim()), text };
}

async function askWords(language: Language, ask: Terminal['ask']): Promise<EntryText | undefined> {
  const question = await ask(`[${language}] 見出し（短い質問）> `);
  const phrases: string[] = [];
  for (;;) {
    const phrase = await ask(`[${language}] 聞かれ方 ${phrases.length + 1}（なければ Enter だけ）> `);
    if (!phrase?.trim()) break;
    phrases.push(phrase.trim());
  }
  const answer = await ask(`[${language}] 答え > `);
  if (!question?.trim() || !answer?.trim() || phrases.length === 0) return undefined;
  return { question: question.trim(), ask: phrases, answer: answer.trim() };
}
