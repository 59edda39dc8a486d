import { join } from 'node:path';
import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { changesBetween, summarise } from '../../dialogs/domain/content/describe-change.js';
import type { Finding } from '../../dialogs/domain/content/finding.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import { type Knowledge, readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import type { Texts } from '../../dialogs/texts.js';
import { type Checked, type Checker, createChecker } from '../knowledge/checker.js';
import { knowledgeVersion } from '../knowledge/knowledge-version.js';
import { readFolder } from '../knowledge/read-folder.js';
import { rememberingParse } from '../knowledge/remembering-parse.js';
import { VersionHistory, writeWhole } from '../knowledge/version-history.js';
import type { OpenedDesk } from '../staff/open-desk.js';

/** What the commands work on. */
export interface DeskOptions {
  /** The knowledge folder. */
  folder: string;
  /** The data folder, which holds the versions. */
  data: string;
  languages: Language[];
  buildEngine(knowledge: Knowledge): AnswerEngine | Promise<AnswerEngine>;
  now(): Date;
  /** All phrases of the bot's own, for the facts that they use. */
  phrases?: string[];
  /** The bot's own phrases by key, for reports. */
  texts?: Texts;
  /** Talks with the bot in the terminal. */
  talk?(locale: string): Promise<void>;
  /** Opens the desk for questions that people asked the staff. */
  openQuestions?(needs: { engine: boolean }): Promise<OpenedDesk>;
}

/** What came of a wish to write. */
export type Saved = { findings: Finding[]; summary: string[] };

/** The staff's desk: reads, checks and writes the knowledge by the same rules as the running bot. */
export class Desk {
  readonly history: VersionHistory;
  private readonly checker;
  private readonly quickChecker;

  constructor(readonly options: DeskOptions) {
    this.history = VersionHistory.inside(options.data);
    this.checker = createChecker(options.languages, options.buildEngine);
    this.quickChecker = createChecker(options.languages, (knowledge) =>
      hasTests(knowledge) ? options.buildEngine(knowledge) : NO_ENGINE,
    );
  }

  /** The day in Japan, `yyyy-mm-dd`. */
  today(): string {
    return new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Tokyo' }).format(this.options.now());
  }

  files(): Promise<SourceFile[]> {
    return readFolder(this.options.folder);
  }

  /** The findings that the running bot would have; the engine is built only for staff's test questions. */
  async check(files: SourceFile[]): Promise<Checked> {
    return this.checkWith(this.quickChecker, files);
  }

  /** The same with the engine, for asking. */
  async open(files: SourceFile[]): Promise<Checked> {
    return this.checkWith(this.checker, files);
  }

  private async checkWith(checker: Checker, files: SourceFile[]): Promise<Checked> {
    const newest = await this.history.newest();
    const version = knowledgeVersion(files);
    const accepted = !newest || (await this.history.isAccepted(version));
    return checker.check(files, accepted ? undefined : await this.history.files(newest.version));
  }

  /** The knowledge in the files without building the engine, or the findings. */
  read(files: SourceFile[]): ReturnType<typeof readKnowledge> {
    return readKnowledge(files, this.options.languages, { parse: rememberingParse });
  }

  /**
   * Writes changed files when the whole set stays right with them, and keeps the versions before and after.
   * Nothing is written when there are findings, or when a file changed on the disk since it was read.
   * @param by who wrote, and with what, for the history.
   */
  async save(before: SourceFile[], after: SourceFile[], by?: string): Promise<Saved> {
    const checked = await this.check(after);
    if (!checked.knowledge || checked.findings.length > 0) return { findings: checked.findings, summary: [] };
    if (knowledgeVersion(await this.files()) !== knowledgeVersion(before)) return { findings: [CHANGED], summary: [] };
    const was = this.read(before).knowledge;
    const summary = was ? summarise(changesBetween(was, checked.knowledge)) : [];
    if (was) await this.keep(before, []);
    await this.write(before, after);
    await this.keep(after, summary, by);
    return { findings: [], summary };
  }

  /** Writes the files that differ, whole, and leaves the others alone. */
  async write(before: SourceFile[], after: SourceFile[]): Promise<void> {
    const known = new Map(before.map(({ path, text, unreadable }) => [path, unreadable ? undefined : text]));
    for (const { path, text } of after) {
      if (known.get(path) !== text) await writeWhole(this.place(path), text);
    }
  }

  /** Where a file shown as `knowledge/…` is. */
  place(path: string): string {
    return join(this.options.folder, path.replace(/^knowledge\//, ''));
  }

  private keep(files: SourceFile[], summary: string[], by?: string): Promise<void> {
    const at = this.options.now().toISOString();
    return this.history.keep(files, { version: knowledgeVersion(files), at, summary, by });
  }
}

function hasTests({ entries }: Knowledge): boolean {
  return entries.some(({ text }) => Object.values(text).some(({ tests, not }) => tests || not));
}

const unasked = (): never => {
  throw new Error('this engine was built for a check without questions');
};
const NO_ENGINE: AnswerEngine = { decide: unasked, explain: unasked };

const CHANGED: Finding = {
  file: 'knowledge',
  line: 1,
  column: 1,
  what: '作業中に、ほかの人がファイルを変更しました。何も書きこんでいません。',
  fix: '内容を確かめてから、もう一度やり直してください。',
};
