import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listFolder } from './read-folder.js';

/** Ends a watch. */
export interface Watch {
  close(): void;
}

/** How to notice saves: calls `onChange` some time after the last save of a burst. */
export type WatchFolder = (folder: string, extra: string[], onChange: () => Promise<void>) => Watch;

const EVERY_MS = 250;

/**
 * Watches by looking at names, sizes and times every 0.25 s, and calls `onChange` when they changed and then stayed the
 * same for one look. Looking works where events don't (network folders, containers), sees a burst of saves as one, and
 * costs a stat of some twenty files. The first look always calls, so that nothing saved during the start is missed.
 * `extra` are further files to look at.
 */
export const watchFolder: WatchFolder = (folder, extra, onChange) => {
  let handled = '';
  let last: string | undefined;
  let timer: NodeJS.Timeout;
  let closed = false;
  const look = async () => {
    const seen = await signature(folder, extra);
    if (seen !== handled && seen === last) {
      handled = seen;
      await onChange();
    }
    last = seen;
  };
  const next = () => {
    if (closed) return;
    timer = setTimeout(
      () =>
        look()
          .catch(() => {})
          .finally(next),
      EVERY_MS,
    );
    timer.unref();
  };
  next();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
};

async function signature(folder: string, extra: string[]): Promise<string> {
  const paths = (await listFolder(folder).catch(() => [])).map((path) => join(folder, path));
  const marks = [...paths, ...extra].map(async (path) => {
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    return found ? `${path}:${found.size}:${found.mtimeNs}:${found.ino}` : path;
  });
  return (await Promise.all(marks)).join('\n');
}
