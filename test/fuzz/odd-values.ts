import fc from 'fast-check';

/** Any JSON value. */
export const anything = fc.jsonValue({ maxDepth: 3 });

/** Texts that have broken programs before, that mean something to this one, and any other. */
export const oddText = fc.oneof(
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '\u202e<script>',
    '一'.repeat(40),
    '一'.repeat(5_000),
    '９'.repeat(400),
    '( '.repeat(500),
    '__proto__',
    'constructor',
    '{{contact.email}} $' + '{1+1} =1+1',
    '<at>案内</at>'.repeat(50),
    '../../etc/passwd',
    '3番を変更',
    '申込資格を確かめる',
    'はい',
    'いいえ、わからない',
    '英語で',
    'スタッフに質問',
    'JP-0001',
    '費用はかかりますか。個人事業主でも申し込めますか。',
    'Can a sole proprietor apply?',
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

/** A text mostly, anything else sometimes. */
export const oddField = fc.oneof({ weight: 3, arbitrary: oddText }, { weight: 1, arbitrary: anything });
