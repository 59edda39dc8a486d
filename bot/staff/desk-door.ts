import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { daysOf } from '../reports/week.js';
import { DESK_CALLS, type DeskApi } from './staff-desk.js';

/** Where the door is and what opens it; kept in the data folder, readable by the server's account only. */
export interface DoorNote {
  port: number;
  token: string;
  pid: number;
}

/** What the door leads to. */
export interface DoorOptions {
  /** The data folder. */
  folder: string;
  desk: DeskApi;
  /** Resolves when what a call has set going is delivered or has failed. */
  idle: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** Name of the note in the data folder; no record has such a name. */
export const DOOR_NOTE = '_staff-door.json';

const LARGEST = 64 * 1024;
/** How long a call waits for deliveries, so that its answer can say what became of them. */
const PATIENCE_MS = 3_000;

/** Calls that set nothing going. */
const READING = new Set<string>(['list', 'show', 'digest', 'figures']);

const person = z.object({ id: z.string().min(1).max(200), name: z.string().max(80) });
const asked = z.object({
  call: z.enum(DESK_CALLS),
  options: z.object({
    number: z.string().max(20).optional(),
    by: person.optional(),
    text: z.string().optional(),
    area: z.string().optional(),
    note: z.string().optional(),
    status: z.enum(['open', 'taken', 'answered', 'closed', 'withdrawn']).optional(),
    propose: z.boolean().optional(),
    week: z
      .string()
      .refine((week) => daysOf(week) !== undefined)
      .optional(),
  }),
});

/**
 * Opens the desk of the running server to the staff's commands on the same machine: HTTP on 127.0.0.1 at a free port, with a
 * token that only the account of the data folder can read. So the commands work while the server holds the data folder.
 * Resolves with what closes it.
 */
export async function openDoor({ folder, desk, idle, onError }: DoorOptions): Promise<() => Promise<void>> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    void answer(request, response, { token, desk, idle }).catch((error) => {
      onError(error);
      reply(response, 500, { error: 'failed' });
    });
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  await writeNote(folder, { port: (server.address() as AddressInfo).port, token, pid: process.pid });
  return () => close(server, folder, token);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { token, desk, idle }: Pick<DoorOptions, 'desk' | 'idle'> & { token: string },
): Promise<void> {
  if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) return reply(response, 401, { error: 'token' });
  if (request.method !== 'POST' || request.url !== '/') return reply(response, 404, { error: 'path' });
  const parsed = asked.safeParse(await bodyOf(request));
  if (!parsed.success) return reply(response, 400, { error: 'body' });
  const { call, options } = parsed.data;
  const result = await (desk[call] as (options: object) => Promise<unknown>).call(desk, options);
  if (!READING.has(call)) await Promise.race([idle(), patience()]);
  reply(response, 200, { result });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  // Not chained: restify replaces writeHead of all servers of the process by one that gives nothing back.
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify(body));
}

/** The note appears whole, and never readable by others. */
async function writeNote(folder: string, note: DoorNote): Promise<void> {
  const path = join(folder, DOOR_NOTE);
  const temporary = `${path}.${note.pid}`;
  await mkdir(folder, { recursive: true });
  await rm(temporary, { force: true });
  await writeFile(temporary, JSON.stringify(note), { mode: 0o600, flag: 'wx' });
  await rename(temporary, path);
}

async function close(server: Server, folder: string, token: string): Promise<void> {
  const path = join(folder, DOOR_NOTE);
  // Another server that shares the folder may have put its own note there since.
  const note = await readFile(path, 'utf8').catch(() => '{}');
  if ((JSON.parse(note) as Partial<DoorNote>).token === token) await rm(path, { force: true });
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS).unref();
  });
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
