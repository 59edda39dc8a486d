import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOOR_NOTE, type DoorNote } from './desk-door.js';
import { DESK_CALLS, type DeskApi } from './staff-desk.js';

/** The running server's desk did not answer as it should. */
export class DoorError extends Error {
  override name = 'DoorError';
}

const ANSWER_MS = 15_000;

/** The desk of the server that runs on this data folder; undefined when none runs. Rejects with DoorError when it does not answer rightly. */
export async function findDesk(folder: string): Promise<DeskApi | undefined> {
  const note = await readNote(folder);
  if (!note) return undefined;
  const desk = deskBehind(note);
  try {
    await desk.list({ status: 'withdrawn' });
    return desk;
  } catch (error) {
    // A note that a killed server has left behind.
    if (!(error instanceof DoorError)) return undefined;
    throw error;
  }
}

/** Every call of the desk as a request through the door. */
function deskBehind(note: DoorNote): DeskApi {
  const calls = DESK_CALLS.map((call) => [call, (options: object) => knock(note, call, options)]);
  return Object.fromEntries(calls) as unknown as DeskApi;
}

async function knock({ port, token }: DoorNote, call: string, options: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ call, options }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!response.ok) throw new DoorError(`the server answered ${response.status}`);
  return ((await response.json()) as { result: unknown }).result;
}

async function readNote(folder: string): Promise<DoorNote | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, DOOR_NOTE), 'utf8')) as DoorNote;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new DoorError(
      code === 'EACCES' ? 'its note in the data folder may not be read by this account' : 'its note can not be read',
    );
  }
}
