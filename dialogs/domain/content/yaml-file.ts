import { isNode, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Finding, Issue } from './finding.js';

/** A knowledge file as read from the disk. */
export interface SourceFile {
  /** As shown to staff, e.g. `knowledge/faq/cost.yaml`. */
  path: string;
  text: string;
}

/** A parsed YAML file: its data, its syntax findings, and where each path of the data stands. */
export interface YamlFile {
  path: string;
  data: unknown;
  findings: Finding[];
  /** A mistake in the data as a finding with its place. */
  locate(issue: Issue): Finding;
}

/** Parses one file (YAML 1.2, no aliases beyond a hundred). Never throws: what is wrong is in `findings`. */
export function parseYaml({ path, text }: SourceFile): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const findings = document.errors.slice(0, 1).map((error) => ({ ...at(error.pos[0]), ...explain(error, text) }));
  return {
    path,
    data: findings.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
    findings,
    locate: (issue) => ({ ...at(offsetOf(document, issue.path)), what: issue.what, fix: issue.fix }),
  };
}

/** Where the deepest part of the path stands that exists in the file. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** The parser's words as household remedies: quotes, spaces, lining up. */
function explain(error: YAMLError, text: string): { what: string; fix: string } {
  const line = lineAt(text, error.pos[0]);
  if (/\t/.test(line)) {
    return {
      what: `行の初めにタブ文字があります: ${show(line)}`,
      fix: 'タブを消して、半角の空白で字下げしてください。',
    };
  }
  if (error.code === 'DUPLICATE_KEY') {
    return { what: `同じ見出しが2回あります: ${show(line)}`, fix: 'どちらか一方を消すか、1つにまとめてください。' };
  }
  if (/[：　]/.test(line)) {
    return { what: `全角の「：」か空白があります: ${show(line)}`, fix: '半角の「: 」と半角の空白に直してください。' };
  }
  if (
    error.code === 'BAD_INDENT' ||
    error.code === 'BLOCK_AS_IMPLICIT_KEY' ||
    error.code === 'MULTILINE_IMPLICIT_KEY'
  ) {
    return {
      what: `字下げがそろっていません: ${show(line)}`,
      fix: '上の行と同じ数の空白でそろえ、「- 」の位置もそろえてください。',
    };
  }
  return {
    what: `書き方の決まりに合わない所があります: ${show(line)}`,
    fix: '文章に「: 」や「#」や「{{」が入るときは、全体を "…" で囲んでください。',
  };
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', Math.max(offset - 1, 0)) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? undefined : end);
}

/** A value as shown in a finding: short, in one line. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? '（空）');
  return `「${[...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text}」`;
}
