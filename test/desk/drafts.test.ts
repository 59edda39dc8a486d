import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VersionHistory } from '../../bot/knowledge/version-history.js';
import { type DeskApp, StaffBrowser, startDesk } from './support.js';

let running: DeskApp;
let staff: StaffBrowser;

beforeAll(async () => {
  running = await startDesk();
  staff = new StaffBrowser(running.app.url);
  await staff.enter();
});
afterAll(() => running.stop());

/** Somebody asks, staff answer and propose the answer for the FAQ; resolves with the draft's path. */
async function draft(question: string, answer: string): Promise<string> {
  await running.talk([{ text: '担当者に質問を送る' }, { text: question }, { text: '送信する' }]);
  const { text } = await staff.get('/staff/questions');
  const number = /Q-\d{4}/.exec(text)?.[0] ?? '';
  const csrf = await staff.csrf();
  const told = await staff.post(`/staff/questions/${number}`, { csrf, do: 'answer', text: answer, propose: 'yes' });
  expect(told.text).toContain(`<a href="/staff/drafts/${number}">FAQの下書きを作りました。見直す</a>`);
  return `/staff/drafts/${number}`;
}

const isListed = async (path: string) => (await staff.get('/staff/drafts')).text.includes(`href="${path}"`);

describe('a draft for the FAQ', () => {
  it('is listed and shown with its question, masked, and with entries that are near', async () => {
    const path = await draft(
      'ぺんぎん支援の費用は戻りますか。連絡は taro@canary.example へ',
      '返金はありません。<b>なし</b>',
    );
    expect((await staff.get('/staff')).text).toMatch(/見直しを待っているFAQの下書き<\/a> <strong>1件/);
    expect(await isListed(path)).toBe(true);
    const { text } = await staff.get(path);
    expect(text).toContain('ぺんぎん支援の費用は戻りますか。連絡は [mail] へ');
    expect(text).toContain('返金はありません。&lt;b&gt;なし&lt;/b&gt;');
    expect(text).toMatch(/(近い項目|次の項目で答えます): [^<]*cost\./);
    expect(text).not.toContain('canary');
    await staff.post(path, { csrf: await staff.csrf(), do: 'dismiss' });
  });

  it('becomes a way to ask and the answer of an entry, with who did it in the history', async () => {
    const path = await draft('しろくま支援の請求書はどこに届きますか', '請求書はお送りしません。支援は無料です。');
    const fields = { csrf: await staff.csrf(), do: 'add', language: 'ja', entry: 'cost.fee' };
    const phrase = 'しろくま支援の請求書は？';
    const added = await staff.post(path, {
      ...fields,
      phrase,
      replace: 'yes',
      draft: '支援は原則無料です。\r\n請求書はお送りしません。',
    });
    expect(added.text).toContain(`「${phrase}」を cost.fee に加え、公開しました。`);
    expect(added.status).toBe(200);
    const file = await running.readCost();
    expect(file).toContain(`      - ${phrase}\n`);
    expect(file).toMatch(/支援は原則無料です。\n+ +請求書はお送りしません。/);
    expect(file).toMatch(/- id: cost\.fee\n(?:.*\n){0,4} +reviewed: 2025-10-15\n/);
    expect(await isListed(path)).toBe(false);
    const newest = await VersionHistory.inside(running.data).newest();
    expect(newest?.by).toBe('佐藤（担当者のページ）');
    expect(newest?.summary.join()).toContain('cost.fee');
    await running.say({ text: phrase });
    const { text } = await staff.get(`/staff/try?question=${encodeURIComponent(phrase)}`);
    expect(text).toMatch(/答えます: [^<]*\(cost\.fee\)/);
  });

  it('leaves the answer alone when only the way to ask is wanted', async () => {
    const path = await draft('らっこ支援の代金はいくらですか', 'この文は使いません。');
    const before = await running.readCost();
    const fields = { csrf: await staff.csrf(), do: 'add', entry: 'cost.fee', phrase: 'らっこ支援の代金は？' };
    expect((await staff.post(path, { ...fields, draft: 'この文は使いません。' })).status).toBe(200);
    const after = await running.readCost();
    expect(after.replace('      - らっこ支援の代金は？\n', '')).toBe(before);
  });

  it('becomes a new entry, in every language', async () => {
    const path = await draft('いるか支援の領収書はもらえますか', '領収書は発行しません。');
    const fields: Record<string, string> = {
      csrf: await staff.csrf(),
      do: 'create',
      id: 'cost.receipt',
      sections: 'Ⅱ.4、Ⅱ.5',
      'question-ja': '領収書はもらえますか',
      'ask-ja': 'いるか支援の領収書は\r\nいるか支援の領収証\r\n\r\n',
      'answer-ja': '領収書は発行しません。',
      'question-en': 'Is there a receipt?',
      'ask-en': 'receipt for dolphins',
      'answer-en': 'No receipt is issued.',
    };
    const { 'answer-en': _, ...half } = fields;
    const refused = await staff.post(path, half);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('書いていないところがあります')]);
    expect(refused.text).toMatch(/<details open>[\s\S]*領収書は発行しません。<\/textarea>/);
    const added = await staff.post(path, fields);
    expect(added.text).toContain('cost.receipt を新しい項目として加え、公開しました。');
    expect(await running.readCost()).toContain(
      `- id: cost.receipt\n  sections: [Ⅱ.4, Ⅱ.5]\n  reviewed: 2025-10-15\n  ja:\n    question: 領収書はもらえますか\n    ask:\n      - いるか支援の領収書は\n      - いるか支援の領収証\n`,
    );
    expect(await isListed(path)).toBe(false);
    expect((await staff.post('/staff/preview', { csrf: fields.csrf ?? '', entry: 'cost.receipt' })).text).toContain(
      '領収書は発行しません。',
    );
  });

  it('stays a draft, and nothing is written, when a check speaks against it', async () => {
    const path = await draft('あざらし支援はどうですか', 'あざらしは 2026年4月1日 からです。');
    const csrf = await staff.csrf();
    const before = await running.readCost();
    const known = /- id: cost\.fee\n[\s\S]*? ask:\n +- (.+)\n/.exec(before)?.[1] ?? '';
    const add = { csrf, do: 'add', entry: 'cost.fee', phrase: 'あざらし支援の件' };
    const create = {
      csrf,
      do: 'create',
      id: 'cost.seal',
      sections: 'Ⅱ.4',
      'question-ja': 'あざらし',
      'ask-ja': 'あざらし',
      'answer-ja': 'あざらしです。',
      'question-en': 'Seal',
      'ask-en': 'seal',
      'answer-en': 'Seal.',
    };
    const cases: [Record<string, string>, string][] = [
      [{ ...add, entry: 'no.entry' }, '「no.entry」という項目はありません'],
      [{ ...add, phrase: ' ' }, '空か、長すぎます'],
      [{ ...add, phrase: 'あ'.repeat(201) }, '200文字以内'],
      [{ ...add, phrase: '連絡は [mail] へ' }, '伏せた部分'],
      [{ ...add, phrase: known, entry: 'cost.subsidy' }, 'もう cost.fee にあります'],
      [{ ...add, replace: 'yes', draft: '' }, '答えが空か、長すぎます'],
      [{ ...add, replace: 'yes', draft: '電話は [tel] です。' }, '伏せた部分'],
      [{ ...add, replace: 'yes', draft: '2026年4月1日からです。' }, '日付や年度がそのまま書かれています'],
      [{ ...add, replace: 'yes', draft: '{{no.such}}です。' }, '「{{no.such}}」という名前は program.yaml にありません'],
      [{ ...create, id: 'あざらし' }, '項目のidは「cost.refund」のように'],
      [{ ...create, id: '../../cost.seal' }, '項目のidは「cost.refund」のように'],
      [{ ...create, id: 'cost.fee' }, '2回使われています'],
      [{ ...create, 'answer-en': 'Write to someone@example.com.' }, 'メールアドレスがそのまま書かれています'],
      [{ ...create, sections: ' , ' }, '書いていないところがあります'],
    ];
    for (const [fields, words] of cases) {
      const { status, text } = await staff.post(path, fields);
      expect(text, JSON.stringify(fields)).toContain(words);
      expect(status, JSON.stringify(fields)).toBe(422);
    }
    expect((await staff.post(path, { csrf, do: 'constructor' })).status).toBe(422);
    expect(await running.readCost()).toBe(before);
    expect(await isListed(path)).toBe(true);
    await staff.post(path, { csrf, do: 'dismiss' });
  });

  it('is dropped without a trace in the knowledge; its question stays', async () => {
    const path = await draft('かわうそ支援はありますか', 'ありません。');
    const before = await running.readCost();
    const dropped = await staff.post(path, { csrf: await staff.csrf(), do: 'dismiss' });
    expect(dropped.text).toMatch(/Q-\d{4}の下書きを消しました。/);
    expect(await running.readCost()).toBe(before);
    expect((await staff.get(path)).status).toBe(404);
    expect((await staff.get(path.replace('drafts', 'questions'))).text).toContain('かわうそ支援はありますか');
    expect((await staff.post(path, { csrf: await staff.csrf(), do: 'dismiss' })).status).toBe(404);
    expect((await staff.get('/staff/drafts/..%2F..%2Fx')).status).toBe(404);
  });

  it('shows what it will look like before it is public', async () => {
    const fields = {
      csrf: await staff.csrf(),
      do: 'add',
      entry: 'cost.fee',
      language: 'ja',
      draft: '試しの答えです。',
    };
    expect((await staff.post('/staff/preview', fields)).text).toContain('<p>試しの答えです。');
    expect(await readFile(join(running.knowledge, 'faq/cost.yaml'), 'utf8')).not.toContain('試しの答え');
  });
});
