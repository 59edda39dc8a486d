import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildAssets } from '../../bot/build/assets.mjs';
import { loadAssets } from '../../bot/web/assets.js';
import { startServer } from '../support/web-server.js';

/** The published bundle of botframework-webchat 4.18.1. A change here means: look at what has changed, and at its advisories. */
const WEB_CHAT_SHA256 = '0a68ad0a64fc04d621197da10c3eec0f843e16f7d03f6bcbed29b47517cf9bff';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'));
  await buildAssets(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const manifest = async () =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>;

it('Web Chat is served as it was published', async () => {
  const bytes = await readFile(join(folder, (await manifest())['webchat.js'] ?? ''));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(WEB_CHAT_SHA256);
});

it('a second build keeps what is there, and drops what is of an older one', async () => {
  const bundle = join(folder, `${(await manifest())['webchat.js']}.br`);
  const { mtimeMs } = await stat(bundle);
  await writeFile(join(folder, 'page-0000000000000000.js'), 'old');
  await buildAssets(folder);
  expect((await stat(bundle)).mtimeMs).toBe(mtimeMs);
  expect(await readdir(folder)).not.toContain('page-0000000000000000.js');
});

it('each file comes compressed as the client likes it, for ever; the widget under its plain name, to any site', async () => {
  const assets = await loadAssets(folder);
  const server = await startServer({ assets });
  const plain = await readFile(join(folder, (await manifest())['page.js'] ?? ''));
  for (const [accepted, coding, read] of [
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
  ] as const) {
    const { headers, body } = await assets.serve({
      params: { name: assets.urlOf('page.js').split('/').at(-1) },
      headers: { 'accept-encoding': accepted },
    } as never);
    expect(headers).toMatchObject({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' });
    expect(headers?.['Content-Encoding']).toBe(coding);
    expect(read(body as Buffer)).toEqual(plain);
  }
  const widget = await fetch(`${server.url}/widget.js`);
  expect(widget.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(widget.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  for (const name of ['manifest.json', '..%2fmanifest.json', 'page.js', 'none.js']) {
    expect((await fetch(`${server.url}/assets/${name}`)).status).toBe(404);
  }
  await server.stop();
});
