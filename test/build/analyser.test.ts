import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAnalyser } from '../../bot/build/analyser.mjs';
import { loadJapaneseTokenizer } from '../../dialogs/domain/answer/japanese-tokenizer.js';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';

const BUNDLE = 'dist/chunks/analyser-test.mjs';

/** As the built program has it: from the image in dist/analyser. */
async function tokenizerFromImage(): Promise<Tokenizer> {
  await buildAnalyser('dist/analyser');
  await build({
    entryPoints: ['dialogs/domain/answer/japanese-tokenizer.ts'],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { 'lindera-wasm-nodejs-ipadic': './bot/analyser/from-image.ts' },
    logLevel: 'silent',
  });
  const { loadJapaneseTokenizer: load } = await import(pathToFileURL(BUNDLE).href);
  return load();
}

describe('the Japanese analyser from its image', { timeout: 120_000 }, () => {
  let fromImage: Tokenizer;
  let unpacked: Tokenizer;

  beforeAll(async () => {
    [fromImage, unpacked] = [await tokenizerFromImage(), await loadJapaneseTokenizer()];
  }, 120_000);

  afterAll(() => rmSync(BUNDLE, { force: true }));

  it('says of every line of the knowledge what the unpacked one says', () => {
    const files = readdirSync('knowledge', { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.yaml'));
    const lines = files.flatMap((name) => readFileSync(join('knowledge', name), 'utf8').split('\n'));
    expect(lines.length).toBeGreaterThan(1_000);
    const different = lines.filter(
      (line) => JSON.stringify(fromImage.tokenize(line)) !== JSON.stringify(unpacked.tokenize(line)),
    );
    expect(different).toEqual([]);
  });

  it('says of every character in use what the unpacked one says', () => {
    const texts = Array.from({ length: 0xffff / 16 }, (_, row) =>
      String.fromCharCode(...Array.from({ length: 16 }, (_none, column) => row * 16 + column)),
    );
    const different = texts.filter(
      (text) => JSON.stringify(fromImage.tokenize(text)) !== JSON.stringify(unpacked.tokenize(text)),
    );
    expect(different).toEqual([]);
  });

  it('carries nothing of what unpacking leaves behind, and its licence', () => {
    expect(existsSync('dist/analyser/LICENSE')).toBe(true);
    expect(readFileSync('dist/analyser/memory.bin').length).toBeLessThan(70_000_000);
    expect(readFileSync('dist/analyser/lindera_wasm_bg.wasm').length).toBeLessThan(2_000_000);
  });
});
