import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VersionHistory } from '../../bot/knowledge/version-history.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FILES = [{ path: 'knowledge/faq/cost.yaml', text: '[]' }];
const kept = { version: 'aaaa', at: '2025-10-15T01:00:00.000Z', summary: ['追加: cost.fee'] };

describe('who wrote a version', () => {
  it('is noted even when the watching server was quicker to keep it', async () => {
    const history = new VersionHistory(folder);
    await history.keep(FILES, { ...kept, summary: [] });
    await history.keep(FILES, { ...kept, at: '2025-10-15T01:00:01.000Z', by: '佐藤（担当者のページ）' });
    expect(await history.list()).toEqual([{ ...kept, by: '佐藤（担当者のページ）' }]);
    expect(await history.files('aaaa')).toEqual(FILES);
  });

  it('stays the first one who said so, and is nobody for a file saved by hand', async () => {
    const history = new VersionHistory(folder);
    await history.keep(FILES, kept);
    expect((await history.newest())?.by).toBeUndefined();
    await history.keep(FILES, { ...kept, by: '佐藤' });
    await history.keep(FILES, { ...kept, by: '森' });
    expect((await history.list()).map(({ by }) => by)).toEqual(['佐藤']);
  });
});
