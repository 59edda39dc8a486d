import { DoorError } from '../staff/desk-client.js';
import type { OpenedDesk } from '../staff/open-desk.js';
import { FolderInUseError } from '../storage/folder-lock.js';
import type { ExitCode } from './command.js';
import type { Terminal } from './terminal.js';

/** Opens the desk for one command, and closes it; explains why it can't be opened. */
export async function withDesk(
  open: () => Promise<OpenedDesk>,
  terminal: Terminal,
  use: (opened: OpenedDesk) => Promise<ExitCode>,
): Promise<ExitCode> {
  let opened: OpenedDesk | undefined;
  try {
    opened = await open();
    return await use(opened);
  } catch (error) {
    if (error instanceof FolderInUseError) {
      return refuse(
        terminal,
        `サーバー（プロセス ${error.pid}）がデータを使っていますが、呼びかけに答えません。起動の途中なら、少し待ってからもう一度お試しください。続くときは、サーバーを起動し直してください。`,
      );
    }
    if (!(error instanceof DoorError)) throw error;
    return refuse(
      terminal,
      `サーバーに取り次げませんでした（${error.message}）。サーバーと同じ利用者で実行しているか、確かめてください。`,
    );
  } finally {
    await opened?.close();
  }
}

/** Says what is wrong with a call. */
export function refuse({ write, paint }: Terminal, text: string): ExitCode {
  write(paint.bad(text));
  return 2;
}
