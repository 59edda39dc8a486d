import * as fs from 'node:fs/promises';
import { basename } from 'node:path';
import type { Disk } from '../../bot/storage/disk.js';

/** The real disk, with a say before each call that touches it: `<call> <file name>`. */
export function watchedDisk(before: (call: string) => void | Promise<void>): Disk {
  const watch =
    (name: string, call: (...args: never[]) => Promise<unknown>) =>
    async (...args: unknown[]) => {
      await before(`${name} ${basename(String(args.at(name === 'rename' ? 1 : 0)))}`);
      return call(...(args as never[]));
    };
  const open = async (path: string, flags: string, mode?: number) => {
    await before(`open ${basename(path)} ${flags}`);
    const handle = await fs.open(path, flags, mode);
    return new Proxy(handle, {
      get(target, name) {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          // A close that fails has still closed: the file must not stay open in the test either.
          if (name === 'close') await target.close();
          await before(`${String(name)} ${basename(path)}`);
          return name === 'close' ? undefined : member.apply(target, args);
        };
      },
    });
  };
  const calls = { mkdir: fs.mkdir, readFile: fs.readFile, rename: fs.rename, rm: fs.rm, stat: fs.stat } as object;
  const watched = Object.entries(calls).map(([name, call]) => [name, watch(name, call)]);
  return { ...Object.fromEntries(watched), readdir: fs.readdir, open } as Disk;
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'x' });
}
