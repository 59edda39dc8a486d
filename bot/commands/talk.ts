import type { Command } from './command.js';

/** A conversation with the bot in the terminal. */
export const talk: Command = {
  name: 'talk',
  usage: 'talk [--language ja]',
  summary: 'この画面でボットと会話する（終わるときは exit）',
  examples: ['talk', 'talk --language en'],
  options: { language: { type: 'string', default: 'ja' } },
  optionHelp: { language: '初めの言語（書かなければ ja）' },
  words: [0, 0],
  run: async ({ options }, desk, { write }) => {
    if (!desk.options.talk) {
      write('この場所では会話できません。');
      return 2;
    }
    await desk.options.talk(String(options.language));
    return 0;
  },
};
