import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffRoutes } from '../../bot/desk/staff-routes.js';
import { staffSessions } from '../../bot/desk/staff-session.js';
import { type DeskApp, GETS, POSTS, StaffBrowser, startDesk, TOKEN } from './support.js';

let running: DeskApp;
let staff: StaffBrowser;

beforeAll(async () => {
  running = await startDesk();
  staff = new StaffBrowser(running.app.url);
  await staff.enter();
});
afterAll(() => running.stop());

describe('who is not staff', () => {
  it('is kept from every address there is', () => {
    const routes = staffRoutes({} as never, { leave: async () => ({ status: 303 }) });
    const addresses = routes.map(({ method, path }) => `${method} ${path.replace(':number', 'Q-0001')}`);
    expect(addresses.sort()).toEqual([...GETS.map((at) => `get ${at}`), ...POSTS.map((at) => `post ${at}`)].sort());
  });

  it.each([...GETS.map((path) => ['GET', path]), ...POSTS.map((path) => ['POST', path])])(
    '%s %s shows what stands where nothing is',
    async (method, path) => {
      const nothing = await new StaffBrowser(running.app.url).get('/nothing-here');
      const forged = staffSessions('another-token-of-another-desk-000000', 'k', Date.now).open(
        'another-token-of-another-desk-000000',
        'x',
      );
      for (const cookie of ['', 'staff=', 'staff=abc.def', `staff=${forged}`, `staff=${staff.cookie.slice(6, -2)}xx`]) {
        const stranger = new StaffBrowser(running.app.url);
        stranger.cookie = cookie;
        const answer = method === 'GET' ? await stranger.get(path) : await stranger.post(path, { csrf: 'x' });
        expect(answer.status).toBe(404);
        expect(answer.text).toBe(nothing.text);
      }
    },
  );

  it('finds nothing by other methods either', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
      for (const path of ['/staff', '/staff/phrase', '/staff/login']) {
        expect((await new StaffBrowser(running.app.url).get(path, method)).status, `${method} ${path}`).toBe(404);
      }
    }
  });

  it('does not get in with a wrong token, and has to wait after five tries', async () => {
    const proxied = await startDesk({ TRUSTED_PROXIES: '1' });
    const stranger = new StaffBrowser(proxied.app.url);
    const from = { 'X-Forwarded-For': '192.0.2.7' };
    for (let at = 0; at < 5; at += 1) {
      const answer = await stranger.post('/staff/login', { token: `${TOKEN.slice(0, -1)}?`, name: '佐藤' }, from);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    const sixth = await stranger.post('/staff/login', { token: TOKEN, name: '佐藤' }, from);
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await stranger.post(
      '/staff/login',
      { token: TOKEN, name: '佐藤' },
      { 'X-Forwarded-For': '192.0.2.8' },
    );
    expect(other.status).toBe(303);
    await proxied.stop();
  });

  it('sees no page to sign in at where no token is set', async () => {
    const without = await startDesk({ STAFF_TOKEN: undefined });
    const browser = new StaffBrowser(without.app.url);
    for (const path of ['/staff', '/staff/login', '/staff/questions'])
      expect((await browser.get(path)).status).toBe(404);
    expect((await browser.post('/staff/login', { token: TOKEN, name: 'x' })).status).toBe(404);
    await without.stop();
  });
});

describe('a session', () => {
  it('has a cookie for this path only, out of reach of scripts and other sites', async () => {
    const answer = await new StaffBrowser(running.app.url).enter();
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/staff');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^staff=[\w-]+\.[\w-]+; Path=\/staff; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
  });

  it('ends with its time, and with the token', () => {
    let time = 1_000_000;
    const sessions = staffSessions(TOKEN, 'secret', () => time);
    const cookie = sessions.open(TOKEN, ' 佐藤\u0000 ') ?? '';
    expect(sessions.read(cookie)?.person).toEqual({ id: 'desk:佐藤', name: '佐藤' });
    expect(staffSessions(`${TOKEN}2`, 'secret', () => time).read(cookie)).toBeUndefined();
    expect(staffSessions(TOKEN, 'secret2', () => time).read(cookie)).toBeUndefined();
    time += 9 * 3_600_000;
    expect(sessions.read(cookie)).toBeUndefined();
    expect(sessions.open(TOKEN, '  ')).toBeUndefined();
  });

  it('serves pages that are in no index, no frame and no cache, and run no script', async () => {
    for (const path of GETS.filter((one) => !one.includes('report'))) {
      const { headers, text } = await staff.get(path);
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(text).not.toMatch(/<script|style=|undefined|desk\.[a-z]+\.|\{\{/);
    }
  });

  it('posts only forms of its own', async () => {
    const csrf = await staff.csrf();
    const other = new StaffBrowser(running.app.url);
    await other.enter(TOKEN, '森');
    const foreign = { 'Sec-Fetch-Site': 'cross-site' };
    for (const path of POSTS) {
      for (const wrong of ['', 'x', await other.csrf()]) {
        const { status, text } = await staff.post(path, { csrf: wrong, phrase: 'x', entry: 'cost.fee' });
        expect(status, path).toBe(403);
        expect(text).toContain('何も変わっていません');
      }
      expect((await staff.post(path, { csrf }, foreign)).status).toBe(403);
    }
    expect((await staff.post('/staff/dismiss', { csrf })).status).toBe(200);
  });
});

describe('staff', () => {
  it('see that all is right, and what is wrong when a file is broken', async () => {
    expect((await staff.get('/staff')).text).toContain('間違いはありません');
    const before = await running.readCost();
    await running.writeCost(before.replace('question: 費用', 'question：費用'));
    await expect
      .poll(async () => (await staff.get('/staff')).text, { timeout: 20_000 })
      .toContain('faq/cost.yaml の6行目');
    const { text } = await staff.get('/staff');
    expect(text).toContain('1個の間違い');
    await running.writeCost(before);
    await expect
      .poll(async () => (await staff.get('/staff')).text, { timeout: 20_000 })
      .toContain('間違いはありません');
  });

  it('try a question and see why', async () => {
    const { text } = await staff.get(`/staff/try?question=${encodeURIComponent('費用はかかりますか')}`);
    expect(text).toContain('答えます: 費用はかかりますか (cost.fee)');
    expect(text).toMatch(/いちばん近い言い方[\s\S]*<td>費用/);
  });

  it('never have a question read as markup', async () => {
    const { text } = await staff.get(
      `/staff/try?question=${encodeURIComponent('"><img src=x onerror=alert(1)>$t(desk.title){{n}}')}`,
    );
    expect(text).not.toContain('<img');
    expect(text).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;$t(desk.title){{n}}');
  });

  it('add a way to ask from the list of what nobody answered, and it is live at once', async () => {
    const question = 'ぷるぷる協賛の件';
    await running.say({ text: `${question} taro@canary.example` });
    const list = (await staff.get('/staff/unanswered')).text;
    expect(list).toContain(`${question} [mail]`);
    expect(list).not.toContain('canary');
    const unanswered = /name="unanswered" value="([\w-]+)"/.exec(list)?.[1] ?? '';
    const fields = { csrf: await staff.csrf(), entry: 'cost.subsidy', language: 'ja', unanswered };
    const masked = await staff.post('/staff/phrase', { ...fields, phrase: `${question} [mail]` });
    expect([masked.status, masked.text]).toEqual([422, expect.stringContaining('伏せた部分')]);
    const added = await staff.post('/staff/phrase', { ...fields, phrase: question });
    expect(added.text).toContain(`「${question}」を cost.subsidy に加え、公開しました。`);
    expect(await running.readCost()).toContain(`      - ${question}\n`);
    const { text } = await staff.get(`/staff/try?question=${encodeURIComponent(question)}`);
    expect(text).toMatch(/答えます: [^<]*\(cost\.subsidy\)/);
    expect((await staff.get('/staff/unanswered')).text).toContain('答えられなかった質問はありません');
  });

  it('are shown the finding, and nothing is written, when the set would not stay right', async () => {
    const must = '    question: 費用はかかりますか\n';
    const before = (await running.readCost()).replace(must, `${must}    not:\n      - ぺんぎんの件でお金は\n`);
    await running.writeCost(before);
    const fields = { csrf: await staff.csrf(), language: 'ja' };
    const known = /- id: cost\.fee\n[\s\S]*? ask:\n +- (.+)\n/.exec(before)?.[1] ?? '';
    const cases: [string, string, string][] = [
      ['cost.fee', 'ぺんぎんの件でお金は', 'cost.yaml の'],
      ['cost.fee', '{{no.such}}はいくら', 'cost.yaml の'],
      ['no.entry', 'いくら', '「no.entry」という項目はありません'],
      ['cost.subsidy', known, 'もう cost.fee にあります'],
      ['cost.fee', '  ', '空か、長すぎます'],
    ];
    for (const [entry, phrase, words] of cases) {
      const { status, text } = await staff.post('/staff/phrase', { ...fields, entry, phrase });
      expect(text, phrase).toContain(words);
      expect(status, phrase).toBe(422);
    }
    expect(await running.readCost()).toBe(before);
  });

  it('preview an entry at a moment, and a draft, as the chat would show it', async () => {
    const csrf = await staff.csrf();
    const shown = (
      await staff.post('/staff/preview', { csrf, entry: 'cost.fee', language: 'ja', at: '2025-10-15T10:30' })
    ).text;
    expect(shown).toContain('無料');
    expect(shown).toContain('出典');
    expect(shown).toContain('<li>メニュー</li>');
    const draft = '**有料**です。{{hours.now}}<b>';
    const fields = { csrf, entry: 'cost.fee', language: 'ja', draft };
    const open = (await staff.post('/staff/preview', { ...fields, at: '2025-10-15T10:30' })).text;
    expect(open).toContain('<strong>有料</strong>です。電話は、ただいま受付中です');
    expect(open).toContain('&lt;b&gt;');
    const closed = (await staff.post('/staff/preview', { ...fields, at: '2025-10-18T10:30' })).text;
    expect(closed).toContain('受付時間外です');
    const strange = await staff.post('/staff/preview', { ...fields, draft: '{{no.such}}', at: 'never' });
    expect(strange.text).toContain('no.such は、program.yaml にありません');
    expect(strange.text).toContain('日時を読み取れませんでした');
    expect((await running.readCost()).includes('**有料**')).toBe(false);
  });

  it('see the figures of a week, and save them', async () => {
    for (let at = 0; at < 6; at += 1) await running.say({ text: '費用はかかりますか' });
    const { text } = await staff.get('/staff/figures');
    expect(text).toContain('2025-10-13の週（2025-W42）の利用状況');
    expect(text).toMatch(/<svg class="broad" role="img"[^>]*>\s*<title id="[\w-]+">よく聞かれた項目のグラフ<\/title>/);
    expect(text).toMatch(/<th scope="row">費用はかかりますか<\/th><td>0<\/td><td>0<\/td><td>0<\/td><td>[67]<\/td>/);
    const markdown = await staff.get('/staff/report/md?week=2025-W42');
    expect(markdown.headers.get('content-disposition')).toBe('attachment; filename="report-2025-W42.md"');
    expect(markdown.text).toMatch(/\| 費用はかかりますか \| 0 \| 0 \| 0 \| [67] \|/);
    expect((await staff.get('/staff/report/html?week=2025-W42')).text).toContain('<style>');
    expect((await staff.get('/staff/figures?week=<b>')).text).toContain('今週を示します');
    expect(`${text}${markdown.text}`).not.toContain('ぷるぷる');
  });

  it('take, answer and close a question', async () => {
    const { number } = await askStaff();
    expect((await staff.get('/staff/questions')).text).toContain(number);
    const page = await staff.get(`/staff/questions/${number}`);
    expect(page.text).toContain('子会社でも申し込めますか');
    const csrf = await staff.csrf();
    const post = (fields: Record<string, string>) => staff.post(`/staff/questions/${number}`, { csrf, ...fields });
    expect((await post({ do: 'take' })).text).toContain(`${number}を保存しました。いまの状態: 対応中`);
    const other = new StaffBrowser(running.app.url);
    await other.enter(TOKEN, '森');
    const refused = await other.post(`/staff/questions/${number}`, {
      csrf: await other.csrf(),
      do: 'answer',
      text: '<b>はい</b>',
    });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('ほかの人が担当しています')]);
    expect(refused.text).toContain('&lt;b&gt;はい&lt;/b&gt;</textarea>');
    expect((await post({ do: 'answer', text: ' ' })).text).toContain('1文字以上');
    const answered = await post({ do: 'answer', text: '申し込めます。' });
    expect(answered.text).toContain('いまの状態: 回答済み');
    expect(answered.text).toContain('回答（佐藤');
    expect((await post({ do: 'close', note: '' })).text).toContain('いまの状態: 終了');
    expect((await post({ do: 'fly' })).status).toBe(422);
    expect((await staff.get('/staff/questions/Q-9999')).status).toBe(404);
  });

  it('sign out', async () => {
    const browser = new StaffBrowser(running.app.url);
    await browser.enter();
    const answer = await browser.post('/staff/logout', { csrf: await browser.csrf() });
    expect(answer.headers.get('set-cookie')).toMatch(/^staff=; .*Max-Age=0/);
  });
});

/** Asks the staff as somebody in the chat would; resolves with the question's number. */
async function askStaff(): Promise<{ number: string }> {
  await running.talk([{ text: '担当者に質問を送る' }, { text: '子会社でも申し込めますか' }, { text: '送信する' }]);
  const { text } = await staff.get('/staff/questions');
  return { number: /Q-\d{4}/.exec(text)?.[0] ?? '' };
}
