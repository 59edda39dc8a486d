import { createInterface } from 'node:readline';

/** Where a command speaks and hears. */
export interface Terminal {
  write(text: string): void;
  paint: Paint;
  /** Asks for one line; undefined when the input has ended. */
  ask(question: string): Promise<string | undefined>;
}

/** Colours, or nothing where they are not wanted. */
export type Paint = Record<'good' | 'bad' | 'weak' | 'strong', (text: string) => string>;

const CODES = { good: 32, bad: 31, weak: 2, strong: 1 };

/** Colours for a terminal; `on` false gives plain text. */
export function createPaint(on: boolean): Paint {
  const paint = (code: number) => (text: string) => (on ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { good: paint(CODES.good), bad: paint(CODES.bad), weak: paint(CODES.weak), strong: paint(CODES.strong) };
}

/** The process's own terminal. Colours only where a person looks, and not against NO_COLOR. */
export function processTerminal(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Terminal & { close(): void } {
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let reader: ReturnType<typeof createInterface> | undefined;
  let ended = false;
  // A reader that has seen enough (`| head`) is no error.
  output.on('error', () => {});
  const open = () => {
    reader = createInterface({ input, terminal: false });
    reader.on('line', (line) => (waiting.shift() ?? ((kept) => lines.push(kept ?? '')))(line));
    reader.on('close', () => {
      ended = true;
      for (const answer of waiting.splice(0)) answer(undefined);
    });
  };
  return {
    write: (text) => output.write(`${text}\n`),
    paint: createPaint(output.isTTY === true && output.hasColors()),
    ask: (question) => {
      output.write(question);
      if (!reader) open();
      const line = lines.shift();
      if (line !== undefined || ended) return Promise.resolve(line);
      return new Promise((answer) => waiting.push(answer));
    },
    close: () => reader?.close(),
  };
}
