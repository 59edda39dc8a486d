import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../bot/knowledge/checker.js';
import { ComputedFiles } from '../../bot/knowledge/computed-files.js';
import { engineBuilder } from '../../bot/knowledge/engine-builder.js';
import { readFolder } from '../../bot/knowledge/read-folder.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'computed-')), 'inner');

describe('values that were computed before', () => {
  it('come back as they were, by name and key', async () => {
    const folder = newFolder();
    const value = { texts: ['あ'], numbers: Float32Array.of(1, 2.5), map: new Map([['a', { b: 1 }]]) };
    await new ComputedFiles(folder, 'v1').write('thing', 'key', value);
    const files = new ComputedFiles(folder, 'v1');
    expect(await files.read('thing', 'key')).toEqual(value);
    expect(await files.read('thing', 'other key')).toBeUndefined();
    expect(await files.read('other', 'key')).toBeUndefined();
  });

  it('of another version of the program count as not there', async () => {
    const folder = newFolder();
    await new ComputedFiles(folder, 'v1').write('thing', 'key', 1);
    expect(await new ComputedFiles(folder, 'v2').read('thing', 'key')).toBeUndefined();
  });

  it('that are damaged count as not there, wherever the damage is', async () => {
    const folder = newFolder();
    const files = new ComputedFiles(folder, 'v1');
    await files.write('thing', 'key', { some: 'value', more: [1, 2, 3] });
    const path = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const broken = Buffer.from(whole);
      broken[at]! ^= 0xff;
      writeFileSync(path, broken);
      expect(await files.read('thing', 'key')).toBeUndefined();
    }
    writeFileSync(path, whole.subarray(0, whole.length - 1));
    expect(await files.read('thing', 'key')).toBeUndefined();
    writeFileSync(path, whole);
    expect(await files.read('thing', 'key')).toBeDefined();
  });

  it('keep the newest few of a name, and those of other names', async () => {
    const folder = newFolder();
    const files = new ComputedFiles(folder, 'v1');
    await files.write('other', 'key', 0);
    for (let i = 0; i < 8; i++) await files.write('thing', `key ${i}`, i);
    expect(readdirSync(folder)).toHaveLength(4);
    expect(await files.read('thing', 'key 7')).toBe(7);
    expect(await files.read('other', 'key')).toBe(0);
  });

  it('are read from what the build has shipped, too, and nothing is written there', async () => {
    const [own, shipped] = [newFolder(), newFolder()];
    await new ComputedFiles(shipped, 'v1').write('thing', 'key', 'shipped');
    const files = new ComputedFiles(own, 'v1', shipped);
    expect(await files.read('thing', 'key')).toBe('shipped');
    await files.write('thing', 'key', 'own');
    expect(await files.read('thing', 'key')).toBe('own');
    expect(await new ComputedFiles(shipped, 'v1').read('thing', 'key')).toBe('shipped');
  });

  it('that can not be written are no error', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'a file where the folder should be');
    await expect(new ComputedFiles(folder, 'v1').write('thing', 'key', 1)).resolves.toBeUndefined();
  });
});

describe('an engine from what an earlier run has learnt', () => {
  it('says the same as one that has just learnt', async () => {
    const { knowledge } = readKnowledge(await readFolder('knowledge'), ['ja', 'en']);
    const files = new ComputedFiles(newFolder(), 'v1');
    const fresh = await engineBuilder(files)(knowledge!);
    const read = await engineBuilder(files)(structuredClone(knowledge!));
    for (const [language, text] of [
      ['ja', '費用はかかりますか'],
      ['ja', '特定技能の人を採りたい'],
      ['ja', '明日の天気は'],
      ['en', 'How much does it cost?'],
      ['en', 'Can a sole proprietor apply?'],
    ] as const) {
      expect(read.explain(text, language)).toEqual(fresh.explain(text, language));
    }
  });
});

describe('a set that was checked in an earlier run', () => {
  it('is the same as one that is read now, and its mistakes are placed as before', async () => {
    const source = await readFolder('knowledge');
    const files = new ComputedFiles(newFolder(), 'v1');
    const engine = () => ({ decide: () => ({ kind: 'suggest' as const, ids: [] }), explain: () => expect.fail() });
    const checker = createChecker(['ja', 'en'], engine, files);
    const fresh = await checker.check(source);
    const kept = await checker.check(source);
    expect(kept.knowledge).toEqual(fresh.knowledge);
    expect(kept.knowledge).not.toBe(fresh.knowledge);
    const broken = source.map((file) =>
      file.path.endsWith('cost.yaml') ? { ...file, text: file.text.replace('id: cost.fee', 'id: cost.subsidy') } : file,
    );
    const [finding] = (await checker.check(broken)).findings;
    expect(finding).toMatchObject({ file: 'knowledge/faq/cost.yaml' });
    expect(finding!.line).toBeGreaterThan(1);
  });
});
