/** A file spoiled in one way, and what its keeper must be told. */
export interface BrokenFile {
  name: string;
  file: string;
  /** A text of the right file, and what stands there instead. */
  before: string | RegExp;
  after: string;
  /** Place, words of the finding, words of the remedy. */
  line: number;
  what: string;
  fix: string;
}

type Row = [name: string, before: string | RegExp, after: string, line: number, what: string, fix: string];

const rows = (file: string, list: Row[]): BrokenFile[] =>
  list.map(([name, before, after, line, what, fix]) => ({
    name,
    file: `knowledge/${file}`,
    before,
    after,
    line,
    what,
    fix,
  }));

const QUESTION = '    question: 費用はかかりますか';

/** What goes wrong with spaces, colons, dashes and quotes. */
export const TYPED_WRONG = rows('faq/cost.yaml', [
  ['a tab before a heading', QUESTION, '\tquestion: 費用', 6, 'タブ文字', '半角の空白'],
  ['tabs before an item', '      - タダですか', '\t\t- タダですか', 9, 'タブ文字', '半角の空白'],
  ['a tab after spaces', '  reviewed:', ' \treviewed:', 4, 'タブ文字', '半角の空白'],
  ['a full-width colon', 'question: 費用', 'question：費用', 6, 'コロンが全角', 'question: 費用'],
  ['a full-width colon after a language', '  ja:', '  ja：', 5, 'コロンが全角', 'ja:'],
  ['a full-width colon before a list', '    ask:', '    ask：', 7, 'コロンが全角', 'ask:'],
  ['a full-width colon after id', '- id: cost.fee', '- id：cost.fee', 1, 'コロンが全角', '- id: cost.fee'],
  ['a full-width colon before a long text', 'answer: >-', 'answer：>-', 10, 'コロンが全角', 'answer: >-'],
  ['full-width spaces before a heading', QUESTION, '　　question: 費用', 6, '全角の空白', '半角の空白'],
  ['full-width spaces before an item', '      - お金', '　　　- お金', 8, '全角の空白', '半角の空白'],
  ['a full-width space after the dash', '- タダ', '-　タダ', 9, '全角の空白', '半角の空白'],
  ['a full-width space after the colon', 'question: 費', 'question:　費', 6, '空白が全角', '半角の空白'],
  ['a no-break space before a heading', QUESTION, '\u00a0\u00a0 question: 費用', 6, '全角の空白', '半角の空白'],
  ['a long-vowel mark for the dash', '- お金', 'ー お金', 8, '項目の印になりません', '- お金かかる？'],
  ['a full-width minus for the dash', '- タダ', '－ タダ', 9, '項目の印になりません', '- タダですか'],
  ['a middle dot for the dash', '- お金', '・ お金', 8, '項目の印になりません', '- お金かかる？'],
  ['no space after the colon', 'question: 費用', 'question:費用', 6, '空白がありません', 'question: 費用'],
  ['no space after the first dash', '- お金', '-お金', 8, '空白がありません', '- お金かかる？'],
  ['no space after the second dash', '- タダ', '-タダ', 9, '空白がありません', '- タダですか'],
  [
    'a fact at the beginning without quotes',
    '費用はかかりますか',
    '{{apply.url}} は',
    6,
    '「{{」で始まる',
    '"{{apply.url}} は"',
  ],
  ['a lonely fact without quotes', '費用はかかりますか', '{{apply.url}}', 6, '「{{」で始まる', '"…"'],
  [
    'a fact at the beginning of an item',
    '- タダ',
    '- {{apply.url}}タダ',
    9,
    '「{{」で始まる',
    '"{{apply.url}}タダですか"',
  ],
  ['a colon inside a text', '費用はかかりますか', '費用: いくら', 6, '中に「: 」', '"費用: いくら"'],
  ['a text that begins with #', '費用はかかりますか', '#費用', 6, '何もありません', '"…"'],
  ['an item that begins with #', '- タダですか', '- # タダ', 9, '何もありません', '"…"'],
  ['an open double quote', '費用はかかりますか', '"費用は', 6, '引用符の組', '"…"'],
  ['an open single quote', '費用はかかりますか', "'費用は", 6, '引用符の組', '"…"'],
  ['a text that goes on after its quote', '費用はかかりますか', '"費用"は', 6, '引用符の組', '"…"'],
  ['a text that begins with *', '- タダ', '- *タダ', 9, '「*」で始まる', '"…"'],
  ['a text that begins with &', '- タダ', '- &タダ', 9, '「&」で始まる', '"…"'],
  ['a text that begins with !', '- タダ', '- !タダ', 9, '「!」で始まる', '"!タダですか"'],
  ['a text that begins with @', '- タダ', '- @タダ', 9, '「@」で始まる', '"@タダですか"'],
  ['a text that begins with %', '- タダ', '- %タダ', 9, '「%」で始まる', '"%タダですか"'],
  ['a text that begins with a back quote', '- タダ', '- `タダ', 9, '「`」で始まる', '"`タダですか"'],
  ['a text that begins with |', '- タダ', '- |タダ', 9, '「|」で始まる', '"|タダですか"'],
  ['a text that begins with [', '- タダ', '- [重要] タダ', 9, '「[」で始まる', '"[重要] タダですか"'],
  ['an open bracket', '[Ⅱ.4]\n  related', '[Ⅱ.4\n  related', 2, '「[」と「]」', '半角の [ と ]'],
  ['full-width brackets', '[Ⅱ.4]\n  related', '［Ⅱ.4］\n  related', 2, '並びではありません', '「- 」'],
  ['a heading too far to the left', '    ask:\n      - お金', '   ask:\n      - お金', 7, '字下げ', '半角の空白'],
  ['a heading too far to the right', '    ask:\n      - お金', '     ask:\n      - お金', 7, '字下げ', '半角の空白'],
  ['an item too far to the left', '      - タダ', '     - タダ', 9, '字下げ', '「- 」の位置'],
  ['an item too far to the right', '      - タダ', '        - タダ', 9, '「- 」の位置', '同じ位置'],
  ['an item without its dash', '      - タダ', '      タダ', 9, '続きとして読めません', '「- 」'],
  ['a long text that is not moved in', '      無料です。', '無料です。', 11, '続きとして読めません', '字下げ'],
  ['three dashes between entries', '- id: cost.limit', '---\n- id: cost.limit', 17, '「---」', '消して'],
]);

/** Well-formed files that say something wrong. */
export const WRITTEN_WRONG = rows('faq/cost.yaml', [
  [
    'a heading twice',
    '    ask:\n      - お金',
    '    question: 二度\n    ask:\n      - お金',
    7,
    '同じ見出し',
    'どちらか一方',
  ],
  ['an id twice', '- id: cost.limit', '- id: cost.fee', 17, '2回使われています', '重ならない'],
  ['a heading misspelt', '    answer: >-', '    anser: >-', 10, '「anser」', 'answer:'],
  ['an optional heading misspelt', '  reviewed:', '  reveiwed:', 4, '「reveiwed」', 'reviewed:'],
  ['a heading in Japanese', '    question: 費用', '    質問: 費用', 6, '「質問」', 'question:'],
  ['a heading that does not exist', '  reviewed:', '  colour: 青\n  reviewed:', 4, '「colour」', '使える見出し'],
  [
    'an answer too far to the left',
    '    answer: >-\n      無料です。',
    '  answer: >-\n      無料です。',
    10,
    '「answer」の字下げが浅すぎ',
    '「ja:」の中',
  ],
  [
    'a review date too far to the right',
    '    answer: >-',
    '    reviewed: 2025-10-01\n    answer: >-',
    10,
    '「reviewed」の字下げが深すぎ',
    '「ja:」の中ではなく',
  ],
  ['no English', /\n {2}en:\n {4}question: Is there a fee[\s\S]*?It is free\./, '', 1, '「en」', 'en: '],
  ['no answer', /\n {4}answer: >-\n.*/, '', 5, '「ja の answer」', 'answer: '],
  ['an empty question', 'question: 費用はかかりますか', 'question:', 6, '何もありません', 'question: '],
  ['a question of spaces', '費用はかかりますか', '"  "', 6, '空', '文章を書いて'],
  ['an empty list', /ask:\n {6}- お金.*\n.*/, 'ask: []', 7, '足りません', '1つ以上'],
  ['one text for a list', /ask:\n {6}- お金.*\n.*/, 'ask: お金', 7, '並びではありません', '「- 」'],
  ['a number for a text', '- タダですか', '- 2025', 9, '「2025」は文字では', '"2025"'],
  ['true for a text', '- タダですか', '- true', 9, '「true」は文字では', '"true"'],
  ['null for a text', '- タダですか', '- ~', 9, '何もありません', '行を消して'],
  ['a heading for a text', '- タダですか', '- 質問: タダ', 9, '文字ではありません', '"質問: タダ"'],
  ['an id with capitals', '- id: cost.fee', '- id: Cost.Fee', 1, 'id に使えない文字', '半角の小文字'],
  ['an id in Japanese', '- id: cost.fee', '- id: 費用', 1, 'id に使えない文字', '半角の小文字'],
  ['an entry without id', '- id: cost.fee\n  sections', '- sections', 1, '「id」', 'id: '],
  ['a related entry that does not exist', '[cost.limit]', '[cost.limt]', 3, '「cost.limt」', 'cost.limit'],
  ['an entry related to itself', '[cost.limit]', '[cost.fee]', 3, '自分自身', '消して'],
  ['four related entries', '[cost.limit]', '[cost.limit, a, b, c]', 3, '多すぎます', '3つまで'],
  ['a date in Japanese order', '2025-10-01', '2025/10/1', 4, '日付の書き方', '2026-03-31'],
  ['a day that does not exist', '2025-10-01', '2025-02-30', 4, '日付の書き方', '2026-03-31'],
  ['an unknown fact', '{{contact.email}}', '{{contact.emial}}', 11, '「{{contact.emial}}」', '{{contact.email}}'],
  ['a fact in single braces', '{{contact.email}}', '{contact.email}', 11, '波括弧', '{{contact.email}}'],
  ['a fact in full-width braces', '{{contact.email}}', '｛｛contact.email｝｝', 11, '波括弧', '{{contact.email}}'],
  ['a fact whose braces stay open', '{{contact.email}}', '{{contact.email}', 11, '波括弧', '{{contact.email}}'],
  ['a web address', '無料です。', 'https://example.jp を見てください。', 11, 'URL', 'program.yaml'],
  ['a mail address', '{{contact.email}}', 'a@example.jp', 11, 'メールアドレス', 'program.yaml'],
  ['a phone number', '{{contact.email}}', '03-1234-5678', 11, '電話番号', 'program.yaml'],
  ['a date', '無料です。', '2026年3月31日までです。', 11, '日付や年度', 'program.yaml'],
  ['a full-width amount', '無料です。', '４０社までです。', 11, '数量', 'program.yaml'],
  ['an era year', '無料です。', '令和7年度は無料です。', 11, '日付や年度', 'program.yaml'],
  ['HTML', '無料です。', '<b>無料</b>です。', 11, 'HTML', 'ふつうの文章'],
  ['a template of a program', '無料です。', '無料\u0024{x}です。', 11, 'プログラムの書き方', 'ふつうの文章'],
  ['a link of its own', '無料です。', '[無料](javascript:alert)です。', 11, 'プログラムの書き方', 'ふつうの文章'],
  ['an alias bomb', '[cost.limit]', '&a [x, x]\n  a: [*a, *a, *a, *a, *a]', 3, '「&」で始まる', '"…"'],
  ['deep nesting', '[cost.limit]', `${'['.repeat(40)}${']'.repeat(40)}`, 3, '入れ子が深すぎ', '字下げ'],
  ['a merge of entries', '  reviewed:', '  <<: {x: y}\n  reviewed:', 4, '「<<」', '消して'],
  ['a text for the whole file', /[\s\S]*/, 'こんにちは', 1, '並びではありません', '「- 」'],
  ['an empty file', /[\s\S]*/, '', 1, 'ファイルが空です', '前の版'],
  ['a file of comments', /[\s\S]*/, '# あとで書く\n', 1, 'ファイルが空です', '前の版'],
  ['half a file', /- タダですか[\s\S]*/, '', 1, '途中で終わって', '「answer: 」「en: 」'],
]);

/** The programme's facts. */
export const FACTS_WRONG = rows('program.yaml', [
  ['a phone number without quotes', '"03-0000-0000"', '0300000000', 22, '「0300000000」は文字では', '"0300000000"'],
  ['a mail address without @', 'desk@example.jp', 'desk.example.jp', 21, 'メールアドレスの形', 'name@example.jp'],
  ['an address without https', 'https://example.jp/apply', 'example.jp/apply', 10, 'URLの書き方', 'https://'],
  ['a fiscal year as text', 'fiscal-year: 2025', 'fiscal-year: 2025年度', 1, '数ではありません', '半角の数字'],
  [
    'a fiscal year in full-width digits',
    'fiscal-year: 2025',
    'fiscal-year: ２０２５',
    1,
    '数ではありません',
    '半角の数字',
  ],
  ['an end that does not exist', '2026-03-31', '2026-02-31', 17, '日付の書き方', '2026-03-31'],
  ['an unknown intake state', 'state: open', 'state: closd', 28, '「closd」は使えません', '「open」「full」「closed」'],
  ['hours that are not hours', '"9:00-12:00"', '9時から12時', 25, '時間の書き方', '9:00-12:00'],
  ['an amount written out', '"{{n}}社"', '"40社"', 13, '{{n}}', '{{n}}社'],
  ['a fact that names no fact', 'ja: 入門編\n', 'ja: "{{program.nmae}}"\n', 7, '{{program.nmae}}', '{{program.name}}'],
  ['a group misspelt', 'contact:', 'contct:', 20, '「contct」', 'contact:'],
  ['a language that is missing', '    ja: 入門編\n', '', 6, '「short の ja」', 'ja: '],
  ['a fact that names itself', 'ja: 入門編\n', 'ja: "{{program.short}}"\n', 7, 'めぐりめぐって', 'ふつうの文字'],
]);

/** The smaller files. */
export const OTHERS_WRONG = [
  ...rows('smalltalk.yaml', [
    ['small talk without answer', '    answer: こんにちは。\n', '', 2, '「ja の answer」', 'answer: '],
    [
      'small talk with an id twice',
      /$/,
      '- id: greeting\n  ja:\n    ask:\n      - やあ\n    answer: やあ。\n  en:\n    ask:\n      - hey\n    answer: Hey.\n',
      10,
      '2回使われて',
      '重ならない',
    ],
  ]),
  ...rows('unanswerable.yaml', [
    [
      'an unknown reason',
      'reason: no-match',
      'reason: nomatch',
      2,
      '「nomatch」は使えません',
      '「no-match」「off-topic」',
    ],
  ]),
  ...rows('synonyms.yaml', [
    [
      'a word under two terms',
      'words: [料金, 代金]',
      'words: [料金, 代金]\n  - term: 価格\n    words: [代金]',
      5,
      '「代金」',
      'どちらか一方',
    ],
    ['a group without words', '    words: [料金, 代金]\n', '', 2, '「ja の words」', 'words: '],
    [
      'an opposite that is no term',
      'words: [料金, 代金]',
      'words: [料金, 代金]\n    unlike: [補助金]',
      4,
      '「補助金」という term はありません',
      '別の term の名前',
    ],
    [
      'a term that is its own opposite',
      'words: [料金, 代金]',
      'words: [料金, 代金]\n    unlike: [費用]',
      4,
      '自分自身',
      '別の term の名前',
    ],
  ]),
  ...rows('eligibility.yaml', [
    [
      'an unknown effect',
      'effect: confirm',
      'effect: maybe',
      39,
      '「maybe」は使えません',
      '「pass」「confirm」「ineligible」',
    ],
    ['a section that is none', 'sections: [Ⅲ.1]', 'sections: [3.1.1]', 26, '申込要領の箇所', 'Ⅲ.2(1)①'],
  ]),
];
