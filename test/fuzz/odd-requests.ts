import fc from 'fast-check';
import { oddActivity } from './odd-activities.js';
import { anything, oddText } from './odd-values.js';

/** A request as text, with places for what only the run knows: tokens and ids, in angle brackets. */
export interface OddRequest {
  head: string;
  body: string;
}

/** Every route, with its own ids, those of another one, and none. */
export const ROUTES = [
  '/',
  '/?lang=en',
  '/?embed=1',
  '/result/<result>',
  '/assets/style.css',
  '/assets/<odd>',
  '/widget.js',
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/messages',
  '/v3/directline/tokens/generate',
  '/v3/directline/tokens/resume',
  '/v3/directline/tokens/refresh',
  '/v3/directline/conversations',
  '/v3/directline/conversations/<id>',
  '/v3/directline/conversations/<id>?watermark=<odd>',
  '/v3/directline/conversations/<id>/activities',
  '/v3/directline/conversations/<id>/activities?watermark=<odd>',
  '/v3/directline/conversations/<other-id>/activities',
  '/v3/directline/conversations/<odd>/activities',
  '/v3/directline/conversations/<id>/upload',
  '/v3/directline/conversations/<id>/stream?t=<stream>&watermark=<odd>',
  '/staff',
  '/staff/login',
  '/staff/try?q=<odd>',
  '/staff/unanswered',
  '/staff/phrase',
  '/staff/dismiss',
  '/staff/questions',
  '/staff/questions/<odd>',
  '/staff/preview?at=<odd>',
  '/staff/rules',
  '/staff/figures',
  '/staff/report/md?week=<odd>',
  '/staff/report/html',
  '/staff/logout',
  '/<odd>',
];

const method = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('GET', 'GET', 'POST') },
  { weight: 3, arbitrary: fc.constantFrom('PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH') },
  { weight: 1, arbitrary: fc.constantFrom('CONNECT', 'TRACE', 'PROPFIND', 'get', 'X', '') },
);

/** What may stand in a URL in place of something sensible, as it is or encoded. */
const inUrl = fc.oneof(
  fc.constantFrom(
    '',
    '%',
    '%00',
    '%zz',
    '..',
    '..%2f..%2fetc%2fpasswd',
    '%ff%fe',
    '//',
    '-1',
    '9'.repeat(30),
    'a'.repeat(3_000),
  ),
  fc.constantFrom('__proto__', 'constructor', '2025-W42', 'JP-0001', '<script>', '?', '#', '[', ';x=y'),
  oddText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 2_000)),
);

const target = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(fc.constantFrom(...ROUTES), inUrl).map(([route, odd]) => route.replaceAll('<odd>', odd)),
  },
  { weight: 1, arbitrary: fc.constantFrom('*', '//', '//x/y', 'http://[', 'http://x/healthz', 'x', '/\\', '/ /') },
);

const WEB_SOCKET = 'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';

/** Header values that mean something somewhere: by name, what is tried. */
const HEADERS: Record<string, fc.Arbitrary<string>> = {
  Authorization: fc.oneof(
    { weight: 4, arbitrary: fc.constant('Bearer <talk>') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'Bearer <resume>',
        'Bearer <stream>',
        'Bearer <other>',
        'Bearer',
        'Basic eDp5',
        'Bearer a.b.c',
        'Bearer <talk>x',
      ),
    },
  ),
  'Content-Type': fc.oneof(
    { weight: 4, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json; charset=utf-16',
        ';',
        '*/*',
      ),
    },
  ),
  'Content-Encoding': fc.constantFrom('gzip', 'br', 'identity', 'deflate, gzip', ''),
  Origin: fc.constantFrom('null', 'https://evil.example', 'http://<host>', '', 'x'),
  'X-Forwarded-For': fc.constantFrom('1.2.3.4', '::1, 1.2.3.4', ',,,', 'x'.repeat(500)),
  'X-Forwarded-Host': fc.constant('evil.example'),
  Cookie: fc.constantFrom('staff=<staff>', 'staff=x', 'staff', '=;=', `a=${'b'.repeat(3_000)}`),
  Accept: fc.constantFrom('text/html', '*/*', 'x/x;q=2', ''),
  'Accept-Encoding': fc.constantFrom('br', 'gzip;q=0', 'x', ''),
  'Accept-Version': fc.constantFrom('*', '~1', '(', '99'),
  'Accept-Language': fc.constantFrom('en', 'x'.repeat(1_000)),
  Expect: fc.constantFrom('100-continue', 'x'),
  Range: fc.constantFrom('bytes=0-1', 'bytes=9-1', 'x'),
  'If-None-Match': fc.constantFrom('*', '"x"'),
  Upgrade: fc.constantFrom('websocket', 'h2c', 'x'),
  Connection: fc.constantFrom(`Upgrade\r\n${WEB_SOCKET}`, 'Upgrade\r\nUpgrade: x', 'keep-alive', 'x'),
  'Sec-WebSocket-Key': fc.constantFrom('dGhlIHNhbXBsZSBub25jZQ==', 'x'),
  'Sec-WebSocket-Version': fc.constantFrom('13', '99'),
  'X-Odd': fc.constantFrom('あ', '\u0001', 'x'.repeat(20_000)),
};

const header = fc.oneof(...Object.entries(HEADERS).map(([name, values]) => values.map((text) => `${name}: ${text}`)));
const host = fc.oneof(
  { weight: 20, arbitrary: fc.constant('<host>') },
  { weight: 1, arbitrary: fc.constantFrom('', '[', 'a b', 'x:99999', 'x/healthz?', 'evil.example', '日本', 'x@y') },
);
/** What says how long the body is, rightly or not. */
const framing = fc.oneof(
  { weight: 12, arbitrary: fc.constant('Content-Length: <length>') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'Content-Length: 5',
      'Content-Length: -1',
      'Content-Length: 99999999',
      'Transfer-Encoding: chunked',
      'Content-Length: <length>\r\nTransfer-Encoding: chunked',
      'Transfer-Encoding: x',
    ),
  },
);

const body = fc.oneof(
  { weight: 4, arbitrary: oddActivity.map((value) => JSON.stringify(value)) },
  {
    weight: 2,
    arbitrary: fc
      .record({ conversationId: fc.oneof(fc.constant('<id>'), anything), locale: anything })
      .map((value) => JSON.stringify(value)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ type: fc.constant('message'), channelId: oddText, serviceUrl: oddText, conversation: anything })
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: fc.tuple(oddText, oddText).map(([a, b]) => `token=${a}&csrf=${b}&text=${a}&entry=${b}`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '\ufeff{}',
      '{"a":'.repeat(500),
      '['.repeat(20_000),
      'x'.repeat(70_000),
      '0\r\n\r\n',
      '5\r\n{"a":1}\r\n0\r\n\r\n',
    ),
  },
  { weight: 1, arbitrary: oddText },
);

/** HTTP requests over all routes, right in most parts and wrong in some. */
export const oddRequest: fc.Arbitrary<OddRequest> = fc
  .record({
    method,
    target,
    version: fc.oneof(
      { weight: 30, arbitrary: fc.constant('HTTP/1.1') },
      { weight: 1, arbitrary: fc.constantFrom('HTTP/1.0', 'HTTP/9.9', 'X', '') },
    ),
    host,
    framing,
    authorization: fc.oneof(
      { weight: 2, arbitrary: fc.constant(['Authorization: Bearer <talk>', 'Content-Type: application/json']) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
    headers: fc.array(header, { maxLength: 3 }),
    body,
  })
  .map((made) => {
    const lines = [`Host: ${made.host}`, 'Connection: close', made.framing, ...made.authorization, ...made.headers];
    return {
      head: [`${made.method} ${made.target} ${made.version}`, ...lines.filter(Boolean)].join('\r\n'),
      body: made.body,
    };
  });
