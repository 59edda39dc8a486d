import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'restify';
import { Refusal, type Reply } from '../http/reply.js';

/** Built files for browsers. */
export interface Assets {
  /** The address of a built file by its plain name (`page.js`), with its content's hash in it. */
  urlOf(name: string): string;
  /** Serves `/assets/<name with hash>`, for ever, compressed as the client likes it. */
  serve(request: Request): Promise<Reply>;
  /** Serves a built file under a name of its own (`/widget.js`), for five minutes, to any site. */
  serveWidget(request: Request): Promise<Reply>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Reads what the build wrote to `folder` into memory (about 6 MB). Rejects when it has not been built. */
export async function loadAssets(folder: string): Promise<Assets> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>;
  const files = new Map<string, Buffer>();
  for (const name of Object.values(manifest)) {
    for (const variant of [name, `${name}.br`, `${name}.gz`]) files.set(variant, await readFile(join(folder, variant)));
  }
  const reply = (name: string, request: Request, caching: string): Reply => {
    const type = TYPES[name.split('.').at(-1) ?? ''];
    const coding = preferred(String(request.headers['accept-encoding'] ?? ''));
    const body = files.get(`${name}${coding ? `.${coding}` : ''}`);
    if (!type || !body) throw new Refusal(404, 'NotFound', 'There is no such file.');
    const encoding = { br: 'br', gz: 'gzip', '': undefined }[coding];
    const headers = { 'Content-Type': type, 'Cache-Control': caching, Vary: 'Accept-Encoding' };
    return { status: 200, body, headers: encoding ? { ...headers, 'Content-Encoding': encoding } : headers };
  };
  return {
    urlOf: (name) => `/assets/${manifest[name]}`,
    serve: async (request) => reply(String(request.params.name), request, FOR_EVER),
    serveWidget: async (request) => {
      const { headers, ...rest } = reply(manifest['widget.js'] ?? '', request, 'public, max-age=300');
      return { ...rest, headers: { ...headers, 'Cross-Origin-Resource-Policy': 'cross-origin' } };
    },
  };
}

function preferred(accepted: string): 'br' | 'gz' | '' {
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gz' : '';
}
