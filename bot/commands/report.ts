import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { reportDocument } from '../reports/report-html.js';
import { reportMarkdown } from '../reports/report-markdown.js';
import { REPORT_STYLE } from '../reports/report-style.js';
import { reportWords } from '../reports/report-words.js';
import { daysOf, weekOf } from '../reports/week.js';
import { weeklyReport } from '../reports/weekly-report.js';
import { DoorError } from '../staff/desk-client.js';
import { FolderInUseError } from '../storage/folder-lock.js';
import type { Command, ExitCode } from './command.js';
import type { Desk } from './desk.js';
import { printFindings } from './print-findings.js';
import type { Terminal } from './terminal.js';

const LANGUAGE = 'ja';

/** The report of a week; through the running server where one holds the data. */
export const report: Command = {
  name: 'report',
  usage: 'report [--week 2026-W47] [--out ファイル]',
  summary: '1週間の利用状況をまとめる',
  examples: ['report', 'report --week 2026-W47', 'report --out report.html', 'report --week 2026-W47 --out report.md'],
  options: { week: { type: 'string' }, out: { type: 'string' } },
  optionHelp: {
    week: '週（書かなければ今週）',
    out: '書きこむファイル。終わりが .html ならグラフのあるHTML、.md ならMarkdown',
  },
  words: [0, 0],
  run: async ({ options }, desk, terminal) => {
    const week = String(options.week ?? weekOf(desk.today()));
    if (!daysOf(week)) return refuse(terminal, `「${week}」という週はありません。例: ${weekOf(desk.today())}`);
    const out = options.out === undefined ? undefined : String(options.out);
    const form = out === undefined ? '.md' : extname(out).toLowerCase();
    if (form !== '.md' && form !== '.html') {
      return refuse(terminal, 'ファイルの名前は、.md か .html で終わるようにしてください。');
    }
    return withReport(week, desk, terminal, async (made) => {
      const text = form === '.md' ? reportMarkdown(made) : await reportDocument(made, LANGUAGE, REPORT_STYLE);
      if (out === undefined) {
        terminal.write(text);
      } else {
        await writeFile(out, text);
        terminal.write(terminal.paint.good(`${out} に書きこみました。`));
      }
    });
  },
};

async function withReport(
  week: string,
  desk: Desk,
  terminal: Terminal,
  show: (report: ReturnType<typeof weeklyReport>) => Promise<void>,
): Promise<ExitCode> {
  const { openQuestions, texts } = desk.options;
  if (!openQuestions || !texts) return refuse(terminal, 'ここでは使えません。');
  const { knowledge, findings } = desk.read(await desk.files());
  if (!knowledge) {
    printFindings(findings, terminal);
    return 1;
  }
  try {
    const opened = await openQuestions({ engine: false });
    const figures = await opened.desk.figures({ week }).finally(() => opened.close());
    await show(weeklyReport(figures, reportWords(texts, knowledge, LANGUAGE)));
    return 0;
  } catch (error) {
    if (error instanceof FolderInUseError) {
      return refuse(terminal, `サーバー（プロセス ${error.pid}）がデータを使っていますが、呼びかけに答えません。`);
    }
    if (!(error instanceof DoorError)) throw error;
    return refuse(terminal, `サーバーに取り次げませんでした（${error.message}）。`);
  }
}

function refuse({ write, paint }: Terminal, text: string): ExitCode {
  write(paint.bad(text));
  return 2;
}
