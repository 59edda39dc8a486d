import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proxyPerson } from '../../bot/desk/proxy-person.js';
import { VersionHistory } from '../../bot/knowledge/version-history.js';
import { type DeskApp, GETS, POSTS, StaffBrowser, startDesk, TOKEN } from './support.js';

const HEADER = 'X-MS-CLIENT-PRINCIPAL-NAME';
const SATO = 'sato@example.go.jp';
const SETTINGS = {
  STAFF_TOKEN: undefined,
  STAFF_PROXY_HEADER: HEADER,
  STAFF_PROXY_ADDRESSES: '127.0.0.1',
  STAFF_PEOPLE: `${SATO}, mori@example.go.jp`,
  TRUSTED_PROXIES: '1',
};

/** The program behind a proxy (this test), and the same where the proxy is somewhere else. */
let running: DeskApp;
let elsewhere: DeskApp;
let nothing: string;

beforeAll(async () => {
  running = await startDesk(SETTINGS);
  elsewhere = await startDesk({ ...SETTINGS, STAFF_TOKEN: TOKEN, STAFF_PROXY_ADDRESSES: '192.0.2.10, 2001:db8::/32' });
  nothing = (await new StaffBrowser(running.app.url).get('/nothing-here')).text;
});
afterAll(async () => {
  await running.stop();
  await elsewhere.stop();
});

const ALL = [...GETS.map((path) => ['GET', path]), ...POSTS.map((path) => ['POST', path])] as [string, string][];
const LOGIN: [string, string][] = [
  ['GET', '/staff/login'],
  ['POST', '/staff/login'],
];

async function ask(browser: StaffBrowser, method: string, path: string) {
  return method === 'GET' ? browser.get(path) : browser.post(path, { csrf: 'x', token: TOKEN, name: 'x' });
}

describe('whom the proxy has signed in', () => {
  it.each(GETS)('sees %s', async (path) => {
    const { headers, text } = await new StaffBrowser(running.app.url, { [HEADER]: SATO }).get(path);
    expect(text).not.toBe(nothing);
    expect(headers.get('content-type')).toMatch(/^text\/(html|markdown)/);
  });

  it.each(POSTS)('posts to %s with a form of its own only', async (path) => {
    const staff = new StaffBrowser(running.app.url, { [HEADER]: SATO });
    const other = new StaffBrowser(running.app.url, { [HEADER]: 'mori@example.go.jp' });
    for (const wrong of ['', 'x', await other.csrf()])
      expect((await staff.post(path, { csrf: wrong })).status).toBe(403);
    const csrf = await staff.csrf();
    expect((await staff.post(path, { csrf }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const own = await staff.post(path, { csrf });
    expect(own.status).not.toBe(403);
    expect(own.text).not.toBe(nothing);
  });

  it('is known by name, in any spelling of it, and noted with what is written', async () => {
    const staff = new StaffBrowser(running.app.url, { [HEADER]: SATO.toUpperCase() });
    const { text } = await staff.get('/staff');
    expect(text).toContain(`${SATO.toUpperCase()}さん`);
    expect(text).not.toContain('ログアウト');
    const fields = { entry: 'cost.fee', language: 'ja', phrase: 'ひつじの件の代金は' };
    const added = await staff.post('/staff/phrase', { csrf: await staff.csrf(), ...fields });
    expect(added.text).toContain('cost.fee に加え、公開しました');
    expect((await VersionHistory.inside(running.data).newest())?.by).toBe(`${SATO.toUpperCase()}（担当者のページ）`);
  });
});

describe('everybody else', () => {
  const STRANGERS: [string, Record<string, string>][] = [
    ['no header', {}],
    ['an empty header', { [HEADER]: '' }],
    ['somebody not of the staff', { [HEADER]: 'eve@example.com' }],
    ['a name that only begins so', { [HEADER]: `${SATO}.evil.example` }],
    ['the header twice, as one proxy lets it through', { [HEADER]: `${SATO}, eve@example.com` }],
    [
      'another header',
      { 'X-MS-CLIENT-PRINCIPAL-ID': SATO, 'X-Forwarded-User': SATO, X_MS_CLIENT_PRINCIPAL_NAME: SATO },
    ],
  ];

  it.each(STRANGERS)('with %s finds nothing, at no address', async (_case, headers) => {
    for (const [method, path] of [...ALL, ...LOGIN]) {
      const { status, text } = await ask(new StaffBrowser(running.app.url, headers), method, path);
      expect([status, text], `${method} ${path}`).toEqual([404, nothing]);
    }
  });

  it('who claims to be staff, and comes from another address, finds nothing', async () => {
    const claims: Record<string, string>[] = [
      { [HEADER]: SATO },
      { [HEADER]: SATO, 'X-Forwarded-For': '192.0.2.10' },
      {
        [HEADER]: SATO,
        'X-Forwarded-For': '192.0.2.10, 192.0.2.10',
        'X-Real-IP': '192.0.2.10',
        Forwarded: 'for=192.0.2.10',
      },
    ];
    for (const headers of claims) {
      for (const [method, path] of ALL) {
        const { status, text } = await ask(new StaffBrowser(elsewhere.app.url, headers), method, path);
        expect([status, text], `${method} ${path}`).toEqual([404, nothing]);
      }
    }
    const withToken = new StaffBrowser(elsewhere.app.url, { [HEADER]: SATO });
    expect((await withToken.enter(TOKEN, '森')).status).toBe(303);
    expect((await withToken.get('/staff')).text).toContain('森さん');
  });

  it('finds nothing by the header where no proxy is set up', async () => {
    const plain = await startDesk();
    for (const [method, path] of ALL) {
      const browser = new StaffBrowser(plain.app.url, { [HEADER]: SATO, 'X-MS-CLIENT-PRINCIPAL-ID': SATO });
      expect((await ask(browser, method, path)).status, `${method} ${path}`).toBe(404);
    }
    await plain.stop();
  });
});

describe('the address of the proxy', () => {
  const from = (remoteAddress: string | undefined) =>
    proxyPerson({ header: HEADER, addresses: ['10.1.0.0/24', 'fd00::/8', '192.0.2.10'], people: [SATO] })({
      headers: { [HEADER.toLowerCase()]: SATO },
      socket: { remoteAddress },
    } as never)?.id;

  it.each(['10.1.0.7', '::ffff:10.1.0.7', '192.0.2.10', 'fd12::1'])('%s is believed', (address) => {
    expect(from(address)).toBe(`proxy:${SATO}`);
  });

  it.each(['10.1.1.7', '::ffff:10.2.0.7', '192.0.2.11', '2001:db8::1', '', undefined])('%s is not', (address) => {
    expect(from(address)).toBeUndefined();
  });
});
