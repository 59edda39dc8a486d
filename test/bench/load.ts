import { Agent, request as httpRequest } from 'node:http';
import type { Child } from './child.js';
import { median, quantile } from './interleave.js';
import type { Row } from './result.js';

/** A request to send. */
export interface Shot {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** How a server bore a load. */
export interface Load {
  perSecond: number;
  times: number[];
  /** Of the server, ms per request. */
  cpu: number | undefined;
}

/** Connections that are kept open. */
export function connections(count: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: count });
}

/** Sends a request; resolves with status and body. */
export function send(
  agent: Agent,
  { method, url, headers = {}, body }: Shot,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sized =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const request = httpRequest(url, { agent, method, headers: { ...sized, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Fires all shots, as many at a time as the agent has connections; throws on the first answer that is no success. */
export async function fire(
  child: Pick<Child, 'cpu'>,
  agent: Agent,
  atOnce: number,
  shots: readonly Shot[],
): Promise<Load> {
  const times: number[] = [];
  let next = 0;
  const cpu = child.cpu();
  const start = performance.now();
  const worker = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const sent = performance.now();
      const { status, text } = await send(agent, shot);
      if (status < 200 || status > 299) throw new Error(`${shot.method} ${shot.url}: ${status} ${text.slice(0, 200)}`);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - start) / 1_000;
  const after = child.cpu();
  const spent = cpu === undefined || after === undefined ? undefined : (after - cpu) / shots.length;
  return { perSecond: shots.length / seconds, times, cpu: spent };
}

/** Loads of several rounds as rows: requests a second, and how long each took. */
export function loadRows(name: string, loads: readonly Load[], floor = false): Row[] {
  const times = loads.flatMap((load) => load.times);
  const spent = loads.flatMap(({ cpu }) => cpu ?? []);
  return [
    { name, unit: 'req/s', p50: median(loads.map(({ perSecond }) => perSecond)), floor },
    {
      name: `${name}, each`,
      unit: 'ms',
      p50: median(times),
      p99: quantile(times, 0.99),
      cpu: spent.length > 0 ? median(spent) : undefined,
      floor,
    },
  ];
}
