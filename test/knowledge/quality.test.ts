import { describe, expect, it } from 'vitest';
import { qualityWarnings } from '../../bot/knowledge/quality.js';
import { readFolder } from '../../bot/knowledge/read-folder.js';
import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { undefinedTerms } from '../../dialogs/domain/content/quality-terms.js';
import { type Knowledge, readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { smallFile, smallKnowledge } from '../support/small-knowledge.js';

const COST = 'knowledge/faq/cost.yaml';
const PROGRAM = 'knowledge/program.yaml';

interface Change {
  file?: string;
  before: string;
  after: string;
}

async function warningsOf(
  changes: Change[],
  today = '2025-10-15',
  buildEngine?: (knowledge: Knowledge) => AnswerEngine,
) {
  const texts: Record<string, string> = {};
  for (const { file = COST, before, after } of changes) {
    const text = texts[file] ?? smallFile(file);
    expect(text).toContain(before);
    texts[file] = text.replace(before, () => after);
  }
  const files = smallKnowledge(texts);
  const { knowledge, findings } = readKnowledge(files, ['ja', 'en']);
  expect(findings).toEqual([]);
  const groups = await qualityWarnings(files, knowledge!, { today, phrases: [], buildEngine });
  return groups.flatMap(({ title, findings: found }) =>
    found.map(({ file, line, what }) => `${title} ${file}:${line} ${what}`),
  );
}

const reviewed: Change = { before: '- id: cost.limit\n', after: '- id: cost.limit\n  reviewed: 2025-10-01\n' };

describe('quality warnings', () => {
  it('are none for good files', async () => {
    expect(await warningsOf([reviewed])).toEqual([]);
  });

  it('name entries that nobody has looked at for a year, or ever', async () => {
    const found = await warningsOf([], '2026-10-02');
    expect(found).toContain(`一年以上確かめていない項目 ${COST}:4 「cost.fee」は、366日間確かめられていません。`);
    expect(found).toContain(`一年以上確かめていない項目 ${COST}:17 「cost.limit」を確かめた日がありません。`);
    expect(await warningsOf([reviewed], '2026-01-01')).not.toContainEqual(expect.stringContaining('一年以上'));
  });

  it('name dates that have passed, the year that is over, and an intake state grown old', async () => {
    const found = await warningsOf([reviewed], '2026-04-01');
    expect(found.filter((line) => line.startsWith('日付と年度'))).toEqual([
      `日付と年度 ${PROGRAM}:17 「{{period.end}}」の日付 2026-03-31 は過ぎています。`,
      `日付と年度 ${PROGRAM}:1 fiscal-year は 2025 ですが、その年度は終わっています。`,
      `日付と年度 ${PROGRAM}:29 申込の受付（open）は、182日間確かめられていません。`,
    ]);
    expect(await warningsOf([reviewed], '2026-03-31')).not.toContainEqual(expect.stringContaining('period.end'));
  });

  it('leave dates of long ago alone', async () => {
    const founded = {
      file: PROGRAM,
      before: 'period:\n',
      after: 'history:\n  begin:\n    date: 2018-12-25\nperiod:\n',
    };
    const used = { before: '無料です。', after: '無料です。{{history.begin}}' };
    expect(await warningsOf([reviewed, founded, used])).toEqual([]);
  });

  it.each(['2024年度', '令和5年度', 'FY2023'])('name the old year %s in a way to ask', async (year) => {
    const found = await warningsOf([reviewed, { before: 'タダですか', after: `${year}はタダですか` }]);
    expect(found).toEqual([expect.stringMatching(/^日付と年度 .*cost\.yaml:9 今の年度ではない年/)]);
  });

  it('do not name this year or the next in a way to ask', async () => {
    expect(await warningsOf([reviewed, { before: 'タダですか', after: '2025年度と令和8年度はタダですか' }])).toEqual(
      [],
    );
  });

  it.each([
    ['お金かかる？', '同じ'],
    ['お金、かかる！', '違う記号'],
  ])('name %s in a second entry', async (phrase) => {
    const found = await warningsOf([reviewed, { before: '何社まで？', after: phrase }]);
    expect(found).toEqual([
      expect.stringMatching(/^二つの項目にある.*cost\.yaml:23 .*「cost\.fee」の「お金かかる？」とほとんど同じ/),
    ]);
  });

  it('name sentences that are too long, and texts with too many kanji', async () => {
    const long = await warningsOf([reviewed, { before: '無料です。', after: `${'とても'.repeat(22)}無料です。` }]);
    expect(long).toEqual([expect.stringMatching(/読みにくい文章 .*cost\.yaml:10 文が長すぎます（71文字）/)]);
    const hard = await warningsOf([
      reviewed,
      { before: '無料です。', after: `${'料金負担、原則無料、利用自由。'.repeat(5)}` },
    ]);
    expect(hard).toEqual([expect.stringMatching(/漢字が多く（\d+%）/)]);
  });

  describe('name difficult words that nothing explains', () => {
    const use = (term: string): Change => ({ before: '無料です。', after: `無料です。${term}は不要です。` });

    it.each(['特別審査委員会', 'グローバルサウス', 'キックオフ・ミーティング', 'OTIT'])('%s', async (term) => {
      expect(await warningsOf([reviewed, use(term)])).toEqual([
        expect.stringMatching(
          `^説明のない言葉 .*cost\\.yaml:11 難しい言葉「${term}」（1か所）の説明が、どこにもありません。`,
        ),
      ]);
    });

    it.each<[string, Change]>([
      ['an entry is asked about it', { before: 'タダですか', after: '特別審査委員会とは何ですか' }],
      [
        'a text says what it is',
        { before: '{{apply.capacity}}です。', after: '特別審査委員会（審査をする人たち）の{{apply.capacity}}です。' },
      ],
      [
        'there is an everyday word for it',
        {
          file: 'knowledge/synonyms.yaml',
          before: '  - term: 費用\n',
          after: '  - term: 特別審査委員会\n    words: [審査の会]\n  - term: 費用\n',
        },
      ],
    ])('but not when %s', async (_case, change) => {
      expect(await warningsOf([reviewed, use('特別審査委員会以外'), change])).toEqual([]);
    });

    it.each(['技能実習生', 'ウェブサイト', 'メール', 'No. 3', '{{program.name}}'])(
      'nor a word like %s',
      async (term) => {
        expect(await warningsOf([reviewed, use(term)])).toEqual([]);
      },
    );

    it('and few of them on the real knowledge, or nobody would read them', async () => {
      const { knowledge } = readKnowledge(await readFolder('knowledge'), ['ja', 'en']);
      const { entries = [], synonyms = {}, program } = knowledge ?? {};
      expect(undefinedTerms(entries, synonyms, program!).length).toBeLessThanOrEqual(5);
    });

    it('and abbreviations in English', async () => {
      const found = await warningsOf([
        reviewed,
        { before: 'It is free.', after: 'It is free. Ask the OTIT or the JETRO desk (JETRO).' },
      ]);
      expect(found).toEqual([expect.stringMatching(/^説明のない言葉 .*難しい言葉「OTIT」/)]);
    });
  });

  it('name facts that no text uses', async () => {
    const extra = { file: PROGRAM, before: 'period:\n', after: 'extra:\n  word: x\nperiod:\n' };
    expect(await warningsOf([reviewed, extra])).toEqual([
      `使われていない事実 ${PROGRAM}:16 「{{extra.word}}」は、どの文章でも使われていません。`,
    ]);
  });

  it('name pairs of entries whose ways to ask lead to one another', async () => {
    const asks = ['一', '二', '三', '四', '五'].map((word) => `      - ${word}つ目\n`).join('');
    const always = {
      decide: () => ({ kind: 'answer', ids: ['cost.limit'], confidence: 1 }),
    } as unknown as AnswerEngine;
    const found = await warningsOf(
      [reviewed, { before: '      - お金かかる？\n', after: asks }],
      '2025-10-15',
      () => always,
    );
    expect(found).toEqual([
      expect.stringMatching(/^紛らわしい項目 .*「cost\.fee」の聞かれ方のうち6個は、「cost\.limit」のものと紛らわしく/),
    ]);
  });
});
