// What a browser loads: Web Chat as it was published, our page's script and style, the widget. Each file gets its content's
// hash in its name (so it can be cached for ever) and stands beside its .br and .gz.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

const WEB_CHAT = 'node_modules/botframework-webchat/dist/webchat.js';
/** What its licence asks to be passed on with it. */
const WEB_CHAT_NOTICES = `${WEB_CHAT}.LICENSE.txt`;
/** 10 packs the 3.9 MB of Web Chat into 650 KB in about 3 s; 11 takes 7 s and saves 2 % more. */
const BROTLI_QUALITY = 10;

/** Writes all assets to `folder` with `manifest.json` (plain name → name with hash), drops old ones; returns their sizes. */
export async function buildAssets(folder) {
  await mkdir(folder, { recursive: true });
  const files = [
    ...(await bundled()),
    { name: 'webchat.js', bytes: await readFile(WEB_CHAT) },
    { name: 'webchat-notices.txt', bytes: await readFile(WEB_CHAT_NOTICES) },
  ];
  const manifest = {};
  const sizes = [];
  for (const { name, bytes } of files) {
    const hashed = withHash(name, bytes);
    manifest[name] = hashed;
    sizes.push({ name: hashed, raw: bytes.length, br: await write(folder, hashed, bytes) });
  }
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await dropOld(folder, new Set([...Object.values(manifest), 'manifest.json']));
  return sizes;
}

async function bundled() {
  const result = await build({
    entryPoints: {
      page: 'bot/web/client/main.ts',
      widget: 'bot/web/widget/widget.ts',
      style: 'bot/web/style/page.css',
      desk: 'bot/desk/desk.css',
    },
    outdir: 'out',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  return result.outputFiles.map(({ path, contents }) => ({ name: basename(path), bytes: Buffer.from(contents) }));
}

function withHash(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return name.replace(/(\.\w+)$/, `-${hash}$1`);
}

/** A file with a content's hash in its name needs writing only once, which makes the second build quick. */
async function write(folder, name, bytes) {
  const present = new Set(await readdir(folder));
  const once = async (file, make) => {
    if (present.has(file)) return;
    await writeFile(join(folder, `${file}.part`), await make());
    await rename(join(folder, `${file}.part`), join(folder, file));
  };
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await once(name, () => bytes);
  await once(`${name}.gz`, () => promisify(gzip)(bytes, { level: 9 }));
  await once(`${name}.br`, () => promisify(brotliCompress)(bytes, { params }));
  return (await stat(join(folder, `${name}.br`))).size;
}

async function dropOld(folder, kept) {
  for (const name of await readdir(folder)) {
    if (!kept.has(name.replace(/\.(br|gz)$/, ''))) await rm(join(folder, name));
  }
}
