import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../bot/knowledge/live-knowledge.js';
import { VersionHistory } from '../../bot/knowledge/version-history.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import { type KnowledgeFolder, knowledgeFolder, literalEngine } from '../support/knowledge-folder.js';
import { smallKnowledge } from '../support/small-knowledge.js';

const languages = ['ja', 'en'];
const manual = () => ({ close: () => {} });

async function open({ folder, data }: KnowledgeFolder, startFromHistory = false) {
  const reported: Finding[][] = [];
  const summaries: string[][] = [];
  const history = new VersionHistory(data);
  const knowledge = await openKnowledge({
    folder,
    languages,
    history,
    startFromHistory,
    buildEngine: literalEngine,
    watch: manual,
    onFindings: (findings) => reported.push(findings),
    onChange: (_, summary) => summaries.push(summary),
  });
  return { knowledge, reported, summaries, history };
}

const COST = 'faq/cost.yaml';
const TITLE = 'question: 費用はかかりますか';
const titleOf = (live: { knowledge: { entries: { id: string; text: Record<string, { question: string }> }[] } }) =>
  live.knowledge.entries.find(({ id }) => id === 'cost.fee')?.text.ja?.question;

describe('the knowledge that serves', () => {
  it('does not start with broken files, and tells every finding', async () => {
    const files = await knowledgeFolder();
    await files.change(COST, TITLE, 'question：費用はかかりますか');
    await files.change('smalltalk.yaml', '- id: greeting', '- id: Greeting');
    await expect(open(files)).rejects.toMatchObject({
      name: 'KnowledgeError',
      findings: [{ file: 'knowledge/faq/cost.yaml' }, { file: 'knowledge/smalltalk.yaml' }],
    });
  });

  it('serves a good save at once, says what changed, and keeps the version', async () => {
    const files = await knowledgeFolder();
    const { knowledge, summaries, history } = await open(files);
    const before = knowledge.current();
    await files.change(COST, TITLE, 'question: 料金はかかりますか');
    await knowledge.refresh();
    expect(titleOf(knowledge.current())).toBe('料金はかかりますか');
    expect(knowledge.current().version).not.toBe(before.version);
    expect(titleOf(before)).toBe('費用はかかりますか');
    expect(summaries).toEqual([['変更: cost.fee（ja.question）']]);
    expect((await history.list()).map(({ summary }) => summary)).toEqual([['変更: cost.fee（ja.question）'], []]);
  });

  it('keeps the last good version for a broken save, and reports it once', async () => {
    const files = await knowledgeFolder();
    const { knowledge, reported } = await open(files);
    const { version } = knowledge.current();
    const good = await files.read(COST);
    await files.change(COST, TITLE, '\tquestion: 費用はかかりますか');
    await knowledge.refresh();
    await knowledge.refresh();
    expect(knowledge.current().version).toBe(version);
    expect(reported).toHaveLength(1);
    expect(knowledge.findings()).toHaveLength(1);
    await files.write(COST, good);
    await knowledge.refresh();
    expect(knowledge.findings()).toEqual([]);
  });

  it('ignores what editors leave beside a file', async () => {
    const files = await knowledgeFolder();
    const { knowledge, reported } = await open(files);
    const { version } = knowledge.current();
    for (const name of ['cost.yaml~', '.cost.yaml.swp', '#cost.yaml#', '~$cost.yaml', 'cost.yaml.tmp', '.#cost.yaml']) {
      await files.write(`faq/${name}`, '\tnot: [yaml');
    }
    await knowledge.refresh();
    expect(knowledge.current().version).toBe(version);
    expect(reported).toEqual([]);
  });

  it('takes CRLF and a byte order mark for the same content', async () => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    const { version } = knowledge.current();
    await files.write(COST, `\uFEFF${(await files.read(COST)).replaceAll('\n', '\r\n')}`);
    await knowledge.refresh();
    expect(knowledge.current().version).toBe(version);
  });

  it('sees a save by renaming, the way editors do it', async () => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    const path = join(files.folder, COST);
    await writeFile(`${path}.new`, (await files.read(COST)).replace(TITLE, 'question: 料金は'));
    await rename(`${path}.new`, path);
    await knowledge.refresh();
    expect(titleOf(knowledge.current())).toBe('料金は');
  });
});

describe('a start with wrong files and a version that was good', () => {
  it.each([
    ['broken', (text: string) => text.replace(TITLE, '\tquestion: x'), 'タブ文字'],
    ['cut off', (text: string) => text.slice(0, text.indexOf('\n- id:', text.length / 2) + 1), 'なくなっています'],
  ])(
    'begins with the good version when the files are %s, tells why, and takes the mended files',
    async (_, spoil, what) => {
      const files = await knowledgeFolder();
      const before = await open(files);
      await before.knowledge.close();
      const good = await files.read(COST);
      await files.write(COST, spoil(good));
      const { knowledge, reported } = await open(files, true);
      expect(titleOf(knowledge.current())).toBe('費用はかかりますか');
      expect(knowledge.current().version).toBe(before.knowledge.current().version);
      expect(reported[0]?.[0]?.what).toContain(what);
      await files.write(COST, good.replace(TITLE, 'question: 料金は'));
      await knowledge.refresh();
      expect(titleOf(knowledge.current())).toBe('料金は');
      expect(knowledge.findings()).toEqual([]);
    },
  );

  it('is refused all the same where nothing is kept', async () => {
    const files = await knowledgeFolder();
    await files.change(COST, TITLE, '\tquestion: x');
    await expect(open(files, true)).rejects.toMatchObject({ name: 'KnowledgeError' });
  });

  it('is not held up by a spoilt record', async () => {
    const files = await knowledgeFolder();
    const { history } = await open(files);
    await mkdir(join(files.data, 'versions'), { recursive: true });
    await writeFile(join(files.data, 'versions', '9999-01-01T00-00-00.000Z_ffffffffffff.json'), '{"version":');
    expect((await history.newest())?.version).toBeDefined();
    expect(await history.list()).toHaveLength(1);
    const { knowledge } = await open(files, true);
    expect(knowledge.findings()).toEqual([]);
  });
});

describe('what is lost by accident', () => {
  it.each([
    ['an emptied file', ''],
    ['a file of spaces', '  \n\n'],
  ])('%s is refused', async (_, text) => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    await files.write(COST, text);
    await knowledge.refresh();
    expect(knowledge.findings()).toMatchObject([{ file: 'knowledge/faq/cost.yaml', what: 'ファイルが空です。' }]);
  });

  it('a deleted file is refused with one finding', async () => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    await rm(join(files.folder, COST));
    await knowledge.refresh();
    expect(knowledge.findings()).toHaveLength(1);
    expect(knowledge.findings()[0]?.what).toMatch(/^ファイルがなくなり、前の版にあった項目が\d個なくなっています/);
    expect(knowledge.findings()[0]?.fix).toContain('accept');
  });

  it('a file whose entries moved into another is served', async () => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    await rename(join(files.folder, COST), join(files.folder, 'faq/price.yaml'));
    await knowledge.refresh();
    expect(knowledge.findings()).toEqual([]);
    expect(titleOf(knowledge.current())).toBe('費用はかかりますか');
  });

  it('goes live when staff accept it', async () => {
    const files = await knowledgeFolder();
    const { knowledge, history } = await open(files);
    const all = await files.read('unanswerable.yaml');
    await files.write('unanswerable.yaml', all.slice(0, all.indexOf('\n- id:', all.length / 2) + 1));
    await knowledge.refresh();
    expect(knowledge.findings()[0]?.what).toContain('なくなっています');
    const { knowledgeVersion } = await import('../../bot/knowledge/knowledge-version.js');
    const { readFolder } = await import('../../bot/knowledge/read-folder.js');
    await history.accept(knowledgeVersion(await readFolder(files.folder)));
    await knowledge.refresh();
    expect(knowledge.findings()).toEqual([]);
  });

  it.each(smallKnowledge().map(({ path }) => path))(
    'no beginning of %s is ever served for the whole',
    async (path) => {
      const files = await knowledgeFolder(smallKnowledge());
      const { knowledge } = await open(files);
      const { version } = knowledge.current();
      const name = path.replace('knowledge/', '');
      const whole = await files.read(name);
      const step = name === COST ? 1 : 5;
      for (let length = 0; length < whole.trimEnd().length; length += step) {
        await files.write(name, whole.slice(0, length));
        await knowledge.refresh();
        expect(knowledge.current().version, `first ${length} characters`).toBe(version);
        expect(knowledge.findings().length).toBeGreaterThan(0);
      }
    },
    120_000,
  );
});

describe("staff's own test questions", () => {
  const withTests = (questions: string) => `${TITLE}\n    tests:\n${questions}`;

  it('let a save go live when they lead to their entry', async () => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    await files.change(COST, TITLE, withTests('      - タダですか'));
    await knowledge.refresh();
    expect(knowledge.findings()).toEqual([]);
  });

  it('refuse a save that leads them elsewhere, at their place', async () => {
    const files = await knowledgeFolder();
    const { knowledge } = await open(files);
    await files.change(COST, TITLE, withTests('      - 採択はいつですか？？\n    not:\n      - タダですか'));
    await knowledge.refresh();
    expect(knowledge.findings()).toMatchObject([
      { line: 8, column: 9, what: '確認用の質問 「採択はいつですか？？」に、「cost.fee」の答えが出ません。' },
      { line: 10, column: 9, what: '答えてはいけない質問 「タダですか」に、「cost.fee」が答えます。' },
    ]);
  });
});

describe('a storm of saves', () => {
  it('1,000 saves, good and broken in turn: what serves is always the last good one, whole', async () => {
    const files = await knowledgeFolder(smallKnowledge());
    const { knowledge, reported } = await open(files);
    const good = await files.read(COST);
    const broken = [
      (text: string) => text.replace('question: ', 'question：'),
      (text: string) => text.slice(0, text.length / 3),
      () => '',
      (text: string) => text.replace('- id: cost.fee', '\t- id: cost.fee'),
      (text: string) => text.replace('answer:', 'anser:'),
    ];
    let expected = titleOf(knowledge.current());
    let swaps = 0;
    for (let save = 1; save <= 1000; save += 1) {
      const title = `費用${save}`;
      const text = good.replace(TITLE, `question: ${title}`);
      if (save % 2 === 0) {
        await files.write(COST, text);
        [expected, swaps] = [title, swaps + 1];
      } else {
        await files.write(COST, broken[save % broken.length]!(text));
      }
      const held = knowledge.current();
      const done = knowledge.refresh();
      expect(titleOf(held)).toBe(titleOf(knowledge.current()));
      await done;
      const live = knowledge.current();
      expect(titleOf(live)).toBe(expected);
      expect(live.engine.decide('タダですか', 'ja')).toMatchObject({ ids: ['cost.fee'] });
      expect(knowledge.findings().length > 0).toBe(save % 2 === 1);
    }
    expect(swaps).toBe(500);
    expect(reported).toHaveLength(500);
  }, 300_000);
});

describe('the watch', () => {
  it('sees saves by itself: in place, by renaming, a new file; a burst counts once', async () => {
    const files = await knowledgeFolder();
    let changed: (summary: string[]) => void = () => {};
    const next = () =>
      new Promise<string[]>((done) => {
        changed = done;
      });
    const knowledge = await openKnowledge({
      folder: files.folder,
      languages,
      buildEngine: literalEngine,
      onChange: (_, summary) => changed(summary),
    });
    const first = next();
    await files.change(COST, TITLE, 'question: 一');
    await files.change(COST, 'question: 一', 'question: 二');
    await files.change(COST, 'question: 二', 'question: 三');
    expect(await first).toEqual(['変更: cost.fee（ja.question）']);
    expect(titleOf(knowledge.current())).toBe('三');

    const second = next();
    const path = join(files.folder, COST);
    await writeFile(`${path}~`, (await files.read(COST)).replace('question: 三', 'question: 四'));
    await rename(`${path}~`, path);
    await second;
    expect(titleOf(knowledge.current())).toBe('四');

    const third = next();
    const entry = (await files.read(COST)).split('\n- id:')[0]!.replace('cost.fee', 'extra.fee');
    await files.write('faq/extra.yaml', entry);
    expect(await third).toEqual(['追加: extra.fee']);
    await knowledge.close();
  });
});
