import { createInterface } from 'node:readline/promises';
import type { Activity, CardAction } from 'botbuilder-core';
import type { Conversations } from '../../conversations/conversation.js';

/** Where the console reads and writes. */
export interface ConsoleStreams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/**
 * A conversation in the terminal: texts as they are, buttons as a numbered list that a number presses.
 * Resolves when the input ends (Ctrl+D) or the line is `exit`.
 */
export async function talkOnConsole(
  conversations: Conversations,
  { input, output }: ConsoleStreams,
  locale: string,
): Promise<void> {
  const { id } = await conversations.open({ channelId: 'console', userId: 'console', locale });
  const lines = createInterface({ input, output });
  let seen = 0;
  let buttons: CardAction[] = [];
  const show = async () => {
    const record = await conversations.get(id);
    const fresh = (record?.log ?? []).filter(({ seq }) => seq > seen).map(({ activity }) => activity);
    seen = record?.seq ?? seen;
    const replies = fresh.filter(({ from }) => from?.role !== 'user');
    buttons = replies.at(-1)?.suggestedActions?.actions ?? [];
    output.write(replies.map((reply) => `\n${readable(reply.text ?? '')}\n`).join(''));
    output.write(buttons.map((button, index) => `  [${index + 1}] ${button.title}\n`).join(''));
  };
  await show();
  lines.setPrompt('\n> ');
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() === 'exit') break;
    await conversations.receive(id, {
      ...meant(line, buttons),
      type: 'message',
      from: { id: 'console', name: '', role: 'user' },
    });
    await show();
    lines.prompt();
  }
  lines.close();
}

/** A line is a text, or the number of a button. */
function meant(line: string, buttons: CardAction[]): Partial<Activity> {
  const button = /^\d+$/.test(line.trim()) ? buttons[Number(line.trim()) - 1] : undefined;
  if (!button) return { text: line };
  return button.type === 'openUrl' ? { text: String(button.title) } : { text: button.text, value: button.value };
}

/** Markdown's links and bold as a terminal can show them. */
function readable(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');
}
