import { show } from './finding.js';

/** A mistake that one line shows by itself; `column` counts from 1. */
export interface LineMistake {
  column: number;
  what: string;
  fix: string;
}

type Rule = (line: string, match: RegExpExecArray) => { what: string; fix: string };

const HEADING = String.raw`^\s*(?:- +)?[A-Za-z][\w.-]*`;
const VALUE = String.raw`^\s*(?:- +|(?:- +)?[A-Za-z][\w.-]*: +)`;

/** Mistakes that are certain wherever they stand outside a text. */
const CERTAIN: [RegExp, Rule][] = [
  [
    /^ *(- +)?(?=\t)/,
    (line) => ({
      what: `行の初めにタブ文字があります: ${show(line)}`,
      fix: 'タブを消して、上の行にそろえて半角の空白で字下げしてください。',
    }),
  ],
  [
    /^ *(- *)?(?=[\u3000\u00a0])/,
    (line) => ({
      what: `字下げに全角の空白が入っています: ${show(line)}`,
      fix: '全角の空白を消して、上の行にそろえて半角の空白で字下げしてください。',
    }),
  ],
  [
    new RegExp(`${HEADING}(?=[：﹕︰])`),
    (line) => ({
      what: `見出しの後ろのコロンが全角です: ${show(line)}`,
      fix: `「${line
        .trim()
        .replace(/[：﹕︰][\s\u3000]*/, ': ')
        .trim()}」のように、半角のコロン「:」と半角の空白にしてください。`,
    }),
  ],
  [
    new RegExp(`${HEADING}:(?=[\u3000\u00a0])`),
    (line) => ({
      what: `コロンの後ろの空白が全角です: ${show(line)}`,
      fix: 'コロンの後ろは半角の空白にしてください。',
    }),
  ],
];

/** Mistakes that explain an error of the parser when they stand at its place. */
const LIKELY: [RegExp, Rule][] = [
  [
    /^\s*(?=[ー－―–—‐−・])/,
    (line) => ({
      what: `行の初めの「${line.trim()[0]}」は、項目の印になりません: ${show(line)}`,
      fix: `半角のハイフンと空白で「- ${line.trim().slice(1).trim()}」としてください。`,
    }),
  ],
  [
    /^\s*(?=-[^\s-])/,
    (line) => ({
      what: `「-」の後ろに空白がありません: ${show(line)}`,
      fix: `「- ${line.trim().slice(1)}」のように、半角の空白を入れてください。`,
    }),
  ],
  [
    new RegExp(`${HEADING}:(?=[^\\s/:])`),
    (line) => ({
      what: `コロンの後ろに空白がありません: ${show(line)}`,
      fix: `「${line.trim().replace(':', ': ')}」のように、半角の空白を入れてください。`,
    }),
  ],
  [new RegExp(`${VALUE}(?=\\{\\{)`), (line, match) => needsQuotes('「{{」で始まる文章', line, match)],
  [
    new RegExp(`${VALUE}(?=["'])(?!"(?:[^"\\\\]|\\\\.)*"\\s*(?:#.*)?$|'(?:[^']|'')*'\\s*(?:#.*)?$)`),
    (line) => ({
      what: `引用符の組が合っていません: ${show(line)}`,
      fix: '文章の初めと終わりを半角の "…" で囲み、中の引用符は「」に変えてください。',
    }),
  ],
  [
    new RegExp(`${VALUE}(?=\\[[^\\]]*$)|^.*(?=［)`),
    (line) => ({
      what: `「[」と「]」の組が合っていません: ${show(line)}`,
      fix: '半角の [ と ] で囲み、間は半角の「, 」で区切ってください。',
    }),
  ],
  [
    new RegExp(`${VALUE}(?=[@\`%&*!{#]|[|>](?![+-]?\\d?\\s*$)|\\[[^\\]]*\\]\\s*[^\\s,#])`),
    (line, match) => needsQuotes(`「${line[match[0].length]}」で始まる文章`, line, match),
  ],
  [new RegExp(`${HEADING}: +(?=[^"'\\s>|].*: )`), (line, match) => needsQuotes('中に「: 」が入る文章', line, match)],
];

function needsQuotes(kind: string, line: string, match: RegExpExecArray): { what: string; fix: string } {
  const text = line.slice(match[0].length).trim().replaceAll('"', '');
  const short = [...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text;
  return {
    what: `${kind}が引用符で囲まれていません: ${show(line)}`,
    fix: `"${short}" のように、全体を半角の "…" で囲んでください。`,
  };
}

/** A mistake that is one wherever the line stands: tabs, full-width spaces and colons. */
export function certainMistake(line: string): LineMistake | undefined {
  return firstOf(CERTAIN, line);
}

/** What is probably wrong with a line at which the parser stumbled. */
export function likelyMistake(line: string): LineMistake | undefined {
  return firstOf([...CERTAIN, ...LIKELY], line);
}

function firstOf(rules: [RegExp, Rule][], line: string): LineMistake | undefined {
  for (const [pattern, rule] of rules) {
    const match = pattern.exec(line);
    if (match) return { column: match[0].length + 1, ...rule(line, match) };
  }
  return undefined;
}
