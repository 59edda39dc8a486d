import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../bot/commands/run-command.js';
import { createPaint } from '../../bot/commands/terminal.js';
import { testDesk } from '../support/desk.js';

const COST = 'faq/cost.yaml';

describe('the command line', () => {
  it('lists every command with one line in Japanese', async () => {
    const { run } = await testDesk();
    const { code, output } = await run([]);
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS) expect(output).toMatch(new RegExp(`${name} +${summary.slice(0, 8)}`));
  });

  it.each(COMMANDS.map(({ name }) => name))('help %s shows examples to copy', async (name) => {
    const { run } = await testDesk();
    const { code, output } = await run(['help', name]);
    expect(code).toBe(0);
    expect(output).toContain(`npm run knowledge -- ${name}`);
    expect((await run([name, '--help'])).output).toBe(output);
  });

  it.each([
    [['chek'], '「check」ではありませんか'],
    [['check', '--fast'], '--fast は使えません'],
    [['try'], '言葉が足りません'],
    [['try', 'お金は', 'いくら'], '"…" で囲んで'],
    [['add-phrase', 'cost.fe', 'お代は？'], '「cost.fee」ではありませんか'],
    [['add-phrase', 'cost.fee', 'タダですか'], 'もう cost.fee にあります'],
    [['add-phrase', 'cost.fee', 'ﾀﾀﾞですか？'], 'もう cost.fee にあります'],
    [['add-phrase', 'cost.fee', ' '], '言い方が空か、長すぎます'],
    [['add-phrase', 'cost.fee', 'あ'.repeat(201)], '言い方が空か、長すぎます'],
    [['add-phrase', 'cost.fee', '[mail]に送って'], '伏せた部分'],
    [['add-phrase', 'cost.fee', 'x', '--language', 'fr'], '「fr」という言語はありません'],
    [['undo', '--to', 'ffff'], 'という版はありません'],
    [['new-entry', '返金'], 'cost.refund'],
    [['undo'], '戻せる版がありません'],
  ])('%j is answered with what to type, and exit code 2', async (argv, words) => {
    const { run } = await testDesk();
    const { code, output } = await run(argv);
    expect(output).toContain(words);
    expect(code).toBe(2);
  });

  it('uses no colours where they are off', () => {
    expect(createPaint(false).bad('x')).toBe('x');
    expect(createPaint(true).bad('x')).toBe('\u001b[31mx\u001b[0m');
  });
});

describe('check', () => {
  it('says how much there is when all is right', async () => {
    const { run } = await testDesk();
    const { code, output } = await run(['check']);
    expect(output).toMatch(/間違いはありません（\d+ファイル、\d+項目、確認用の質問\d+問）/);
    expect(code).toBe(0);
  });

  it('lists every finding, counts them, and says that the public bot is unharmed', async () => {
    const { run, change } = await testDesk();
    await change(COST, 'question: 費用', 'question：費用');
    await change('program.yaml', 'state: open', 'state: opne');
    const { code, output } = await run(['check']);
    expect(output).toMatch(/knowledge\/faq\/cost\.yaml:6:13\n {2}見出しの後ろのコロンが全角です/);
    expect(output).toContain('直すところが2か所あります（2ファイル）');
    expect(output).toContain('公開中の内容は変わっていません');
    expect(code).toBe(1);
  });
});

describe('add-phrase', () => {
  it('adds one line to the file and changes nothing else', async () => {
    const { run, read } = await testDesk();
    const before = await read(COST);
    const { code } = await run(['add-phrase', 'cost.fee', 'お代は: いくら？']);
    expect(code).toBe(0);
    const after = (await read(COST)).split('\n');
    const at = after.indexOf('      - "お代は: いくら？"');
    expect(at).toBeGreaterThan(0);
    after.splice(at, 1);
    expect(after.join('\n')).toBe(before);
  });

  it('takes the language from the letters', async () => {
    const { run, read } = await testDesk();
    await run(['add-phrase', 'cost.fee', 'Is there any price tag?']);
    expect(await read(COST)).toMatch(/ {2}en:[\s\S]*- Is there any price tag\?\n {4}answer/);
  });

  it('keeps comments and order', async () => {
    const { run, read, change } = await testDesk();
    await change(COST, '      - タダですか\n', '      # よくある\n      - タダですか # 短い\n');
    await run(['add-phrase', 'cost.fee', 'お代は？']);
    expect(await read(COST)).toContain('      # よくある\n      - タダですか # 短い\n');
  });

  it('writes nothing while other files are broken', async () => {
    const { run, read, change } = await testDesk();
    await change('smalltalk.yaml', '- id: greeting', '- id: Greeting');
    const before = await read(COST);
    expect((await run(['add-phrase', 'cost.fee', 'お代は？'])).code).toBe(1);
    expect(await read(COST)).toBe(before);
  });
});

describe('new-entry', () => {
  const lines = [
    'Ⅱ.4',
    '返金は: ありますか',
    '返金して',
    'お金は戻りますか',
    '',
    '#いいえ',
    'Refund?',
    'refund',
    '',
    'No.',
  ];

  it('asks for each part and adds the entry at the end of its file', async () => {
    const { run, read, desk } = await testDesk();
    const before = await read(COST);
    const { code } = await run(['new-entry', 'cost.refund'], lines);
    expect(code).toBe(0);
    expect((await read(COST)).startsWith(before.trimEnd())).toBe(true);
    const entry = desk.read(await desk.files()).knowledge?.entries.find(({ id }) => id === 'cost.refund');
    expect(entry).toMatchObject({
      sections: ['Ⅱ.4'],
      reviewed: '2025-10-15',
      text: { ja: { question: '返金は: ありますか', ask: ['返金して', 'お金は戻りますか'], answer: '#いいえ' } },
    });
  });

  it('makes a file for a new area', async () => {
    const { run, read } = await testDesk();
    expect((await run(['new-entry', 'travel.cost'], lines)).code).toBe(0);
    expect(await read('faq/travel.yaml')).toMatch(/^- id: travel\.cost\n/);
  });

  it('writes nothing for an id that exists, or when the person gives up', async () => {
    const { run, read } = await testDesk();
    const before = await read(COST);
    expect((await run(['new-entry', 'cost.fee'], lines)).output).toContain('2回使われています');
    expect((await run(['new-entry', 'cost.refund'], lines.slice(0, 3))).code).toBe(2);
    expect(await read(COST)).toBe(before);
  });
});

describe('versions', () => {
  it('undo brings the version before back, letter for letter, and undo again the one after', async () => {
    const { run, read } = await testDesk();
    const before = await read(COST);
    await run(['add-phrase', 'cost.fee', 'お代は？']);
    const after = await read(COST);
    const { output } = await run(['history']);
    expect(output).toContain('変更: cost.fee（ja.ask）');
    expect(output).toContain('書いた人: add-phrase コマンド');
    expect((await run(['undo'])).code).toBe(0);
    expect(await read(COST)).toBe(before);
    await run(['undo']);
    expect(await read(COST)).toBe(after);
  });

  it('undo brings the last good version back when the files are broken, and keeps the broken text', async () => {
    const { run, read, change, data } = await testDesk();
    await run(['add-phrase', 'cost.fee', 'お代は？']);
    const good = await read(COST);
    await change(COST, 'question: 費用', 'question：費用');
    const broken = await read(COST);
    expect((await run(['undo'])).code).toBe(0);
    expect(await read(COST)).toBe(good);
    const { readdir, readFile } = await import('node:fs/promises');
    const [aside = ''] = await readdir(`${data}/knowledge/replaced`);
    expect(await readFile(`${data}/knowledge/replaced/${aside}/knowledge/faq/cost.yaml`, 'utf8')).toBe(broken);
  });

  it('every version can be brought back', async () => {
    const { run, read, desk } = await testDesk();
    const texts = new Map<string, string>();
    for (const phrase of ['一つ目', '二つ目', '三つ目', '四つ目']) {
      await run(['add-phrase', 'cost.fee', phrase]);
      texts.set((await desk.history.newest())?.version ?? '', await read(COST));
    }
    for (const [version, text] of texts) {
      expect((await run(['undo', '--to', version.slice(0, 8)])).code).toBe(0);
      expect(await read(COST)).toBe(text);
    }
  });

  it('diff shows what was typed before and after', async () => {
    const { run, change } = await testDesk();
    await run(['add-phrase', 'cost.fee', 'お代は？']);
    await change(COST, 'question: 費用はかかりますか', 'question: 料金はかかりますか');
    const { output } = await run(['diff']);
    expect(output).toContain('変更: cost.fee（ja.question）\n  - 費用はかかりますか\n  + 料金はかかりますか\n');
    expect(output).toContain('違いは1か所です。');
  });

  it('a save between reading and writing is not overwritten', async () => {
    const { desk, change, read } = await testDesk();
    const before = await desk.files();
    await change(COST, 'question: 費用はかかりますか', 'question: 料金はかかりますか');
    const after = before.map((file) => ({ ...file, text: file.text.replace('- タダですか', '- タダ？') }));
    const { findings } = await desk.save(before, after);
    expect(findings[0]?.what).toContain('ほかの人がファイルを変更しました');
    expect(await read(COST)).toContain('料金はかかりますか');
  });

  it('a large loss is refused until it is accepted', async () => {
    const { run, read, write } = await testDesk();
    await run(['add-phrase', 'cost.fee', 'お代は？']);
    const text = await read('smalltalk.yaml');
    await write('smalltalk.yaml', text.slice(0, text.indexOf('\n- id:', text.length / 2) + 1));
    expect((await run(['check'])).output).toContain('なくなっています');
    expect((await run(['accept'])).code).toBe(0);
    expect((await run(['check'])).code).toBe(0);
  });
});

describe('test and try', () => {
  it("counts staff's own questions and shows those that lead elsewhere", async () => {
    const { run, change } = await testDesk();
    await change(COST, '    ask:\n', '    tests:\n      - タダですか\n      - これは知らない\n    ask:\n');
    const { code, output } = await run(['test']);
    expect(output).toContain('確認用の質問 「これは知らない」に、「cost.fee」の答えが出ません');
    expect(output).toContain('確認用の質問: 1/2 問が期待どおりです。');
    expect(code).toBe(1);
  });

  it('try tells the decision', async () => {
    const { run } = await testDesk();
    expect((await run(['try', 'タダですか'])).output).toContain('答える: cost.fee「費用はかかりますか」');
    expect((await run(['try', '天気は？'])).output).toContain('答えない（申込要領に書かれていない）');
  });
});

describe('diagram', () => {
  it('draws every question of the pre-screening with its answers', async () => {
    const { run, desk } = await testDesk();
    const { output } = await run(['diagram']);
    const rules = desk.read(await desk.files()).knowledge?.eligibility;
    for (const { text } of rules?.criteria ?? []) expect(output).toContain(text.ja?.subject);
    expect(output).toMatch(/^flowchart TD\n/);
    const svg = join(await mkdtemp(join(tmpdir(), 'diagram-')), 'flow.svg');
    await run(['diagram', '--svg', svg]);
    expect(await readFile(svg, 'utf8')).toContain('<svg');
    expect((await run(['diagram', '--table'])).output).toContain('Ⅲ.2(1)①');
  });
});
