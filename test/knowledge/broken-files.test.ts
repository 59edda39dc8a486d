import { describe, expect, it } from 'vitest';
import { decodeText } from '../../dialogs/domain/content/decode-text.js';
import { formatFinding } from '../../dialogs/domain/content/finding.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { smallFile, smallKnowledge } from '../support/small-knowledge.js';
import { type BrokenFile, FACTS_WRONG, OTHERS_WRONG, TYPED_WRONG, WRITTEN_WRONG } from './broken-files.js';

const languages = ['ja', 'en'];
const CASES = [...TYPED_WRONG, ...WRITTEN_WRONG, ...FACTS_WRONG, ...OTHERS_WRONG];

function findingsOf({ file, before, after }: BrokenFile) {
  const text = smallFile(file);
  const spoiled = text.replace(before, () => after);
  expect(spoiled).not.toBe(text);
  return readKnowledge(smallKnowledge({ [file]: spoiled }), languages).findings;
}

describe('a broken file', () => {
  it('is told from a right one', () => {
    expect(readKnowledge(smallKnowledge(), languages).findings).toEqual([]);
    expect(CASES.length).toBeGreaterThanOrEqual(60);
  });

  it.each(CASES)('$file with $name has one finding with place, words and remedy', (broken) => {
    const findings = findingsOf(broken);
    expect(findings.map(formatFinding)).toHaveLength(1);
    const [found] = findings;
    expect(found?.file).toBe(broken.file);
    expect(`${found?.what} → ${found?.fix}`).toContain(broken.what);
    expect(found?.what).toContain(broken.what);
    expect(found?.fix).toContain(broken.fix);
    expect(found?.line, formatFinding(found!)).toBe(broken.line);
  });
});

describe('the set of files', () => {
  it.each([
    ['faq/cost.yml', '「cost.yaml」に変えて'],
    ['faq/more/cost.yaml', 'faq フォルダーのすぐ下'],
    ['program.yml', '「program.yaml」に変えて'],
    ['synonym.yaml', '「synonyms.yaml」に変えて'],
    ['cost.yaml', 'faq フォルダーのすぐ下'],
  ])('%s is told to be read by nobody', (name, fix) => {
    const { findings } = readKnowledge(smallKnowledge({ [`knowledge/${name}`]: '- a\n' }), languages);
    expect(findings).toMatchObject([{ file: `knowledge/${name}`, line: 1, fix: expect.stringContaining(fix) }]);
  });

  it.each(['program', 'eligibility', 'smalltalk', 'unanswerable', 'synonyms'])('%s.yaml is missed', (name) => {
    const path = `knowledge/${name}.yaml`;
    const { findings } = readKnowledge(smallKnowledge({ [path]: undefined }), languages);
    expect(findings).toMatchObject([
      { file: path, line: 1, what: 'ファイルがありません。', fix: expect.stringContaining('undo') },
    ]);
  });

  it('a file under a wrong name is told once, not missed as well', () => {
    const changed = {
      'knowledge/program.yaml': undefined,
      'knowledge/program.yml': smallFile('knowledge/program.yaml'),
    };
    const { findings } = readKnowledge(smallKnowledge(changed), languages);
    expect(findings).toMatchObject([{ file: 'knowledge/program.yml', fix: expect.stringContaining('program.yaml') }]);
  });

  it('two broken files have their findings each, in order', () => {
    const changed = Object.fromEntries(
      ['knowledge/smalltalk.yaml', 'knowledge/faq/cost.yaml'].map((path) => [
        path,
        smallFile(path).replace('ja:', 'ja：'),
      ]),
    );
    const { findings } = readKnowledge(smallKnowledge(changed), languages);
    expect(findings.map(({ file, line }) => [file, line])).toEqual([
      ['knowledge/faq/cost.yaml', 5],
      ['knowledge/smalltalk.yaml', 2],
    ]);
  });
});

describe('the bytes of a file', () => {
  const text = '- id: a\n  ja: 費用はかかりますか\n';
  const utf8 = new TextEncoder().encode(text);
  const shiftJis = Uint8Array.from([...new TextEncoder().encode('- id: a\n  ja: '), 0x82, 0xcd, 0x82, 0xa2, 0x0a]);
  const eucJp = Uint8Array.from([...new TextEncoder().encode('- id: a\n  ja: '), 0xa4, 0xcf, 0xa4, 0xa4, 0x0a]);
  const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);

  it.each([
    ['UTF-8', utf8],
    ['UTF-8 with a byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8])],
    ['UTF-8 with CRLF', new TextEncoder().encode(text.replaceAll('\n', '\r\n'))],
    ['UTF-8 with CR', new TextEncoder().encode(text.replaceAll('\n', '\r'))],
  ])('%s is read as the same text', (_, bytes) => {
    expect(decodeText(bytes)).toEqual({ text });
  });

  it.each([
    ['Shift_JIS', shiftJis, 2, 7, 'Shift_JIS'],
    ['EUC-JP', eucJp, 2, 7, 'EUC-JP'],
    ['UTF-16', utf16, 1, 1, 'UTF-16'],
    ['bytes of no encoding', Uint8Array.from([0x61, 0x0a, 0xff, 0xff]), 2, 1, '読めない文字'],
    ['half a letter at the end', utf8.slice(0, -3), 2, 15, '読めない文字'],
    ['garbled letters', new TextEncoder().encode('- id: a\n  ja: \uFFFD\n'), 2, 7, '文字化け'],
  ])('%s is refused with place and remedy', (_, bytes, line, column, what) => {
    const { problem } = decodeText(bytes);
    expect(problem).toMatchObject({ line, column });
    expect(problem?.what).toContain(what);
    expect(problem?.fix).toMatch(/UTF-8|打ち直し/);
  });
});
