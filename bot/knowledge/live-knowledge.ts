import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { changesBetween, summarise } from '../../dialogs/domain/content/describe-change.js';
import { type Finding, formatFinding } from '../../dialogs/domain/content/finding.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import type { Live } from '../../dialogs/live.js';
import { type Checker, createChecker, type GoodSet } from './checker.js';
import type { ComputedFiles } from './computed-files.js';
import { knowledgeVersion } from './knowledge-version.js';
import { readFolder } from './read-folder.js';
import type { VersionHistory } from './version-history.js';
import { type WatchFolder, watchFolder } from './watch-folder.js';

/** What live knowledge is built from. */
export interface KnowledgeOptions {
  /** The knowledge folder. */
  folder: string;
  languages: Language[];
  buildEngine(knowledge: Knowledge): AnswerEngine | Promise<AnswerEngine>;
  /** Where checked sets are kept for the next start. */
  computed?: ComputedFiles;
  /** A new version serves; `summary` says what changed. */
  onChange?(live: Live, summary: string[]): void;
  /** A save was refused (the last good version keeps serving), or test questions fail at the start. Never empty. */
  onFindings?(findings: Finding[]): void;
  /** The files could not be read, or a version not be kept; what serves goes on serving. */
  onError?(error: unknown): void;
  /** Where good versions are kept; without it nothing is kept and nothing can be accepted. */
  history?: VersionHistory;
  /** Begins with the newest kept version when the files are wrong at the start, instead of rejecting. */
  startFromHistory?: boolean;
  /** The time that the history notes. */
  now?(): Date;
  watch?: WatchFolder;
}

/** The knowledge that serves now. */
export interface LiveKnowledge {
  /** Always a whole, checked set; a turn that holds it keeps it. */
  current(): Live;
  /** What is wrong with the files as they are saved now; empty when they serve. */
  findings(): Finding[];
  /** Looks at the files now; resolves when they serve or are refused. The watch calls it after each save. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** The knowledge files can't be served. The message holds all findings. */
export class KnowledgeError extends Error {
  override name = 'KnowledgeError';
  constructor(readonly findings: Finding[]) {
    super(`${findings.map(formatFinding).join('\n')}\n`);
  }
}

/**
 * Reads the knowledge folder and keeps what serves in step with it. Rejects with KnowledgeError when the files are wrong
 * at the start (and nothing is kept to start from); afterwards a wrong save changes nothing but the findings.
 */
export async function openKnowledge(options: KnowledgeOptions): Promise<LiveKnowledge> {
  const { folder, history } = options;
  const checker = createChecker(options.languages, options.buildEngine, options.computed);
  const { set, findings } = await firstSet(options, checker);
  const keeper = new Keeper(options, checker, toLive(set.knowledge, set.engine, set.files), set.files);
  await keeper.start(findings);
  const refresh = oneAtATime(() => keeper.look());
  const watch = (options.watch ?? watchFolder)(folder, history ? [history.acceptedFile] : [], () =>
    refresh().catch((error) => options.onError?.(error)),
  );
  return {
    current: () => keeper.live,
    findings: () => keeper.findings,
    refresh,
    close: async () => {
      watch.close();
      await refresh().catch(() => {});
    },
  };
}

/** What to begin with: the files, or else the newest version that was good. */
async function firstSet(
  { folder, history, startFromHistory }: KnowledgeOptions,
  checker: Checker,
): Promise<{ set: GoodSet; findings: Finding[] }> {
  const files = await readFolder(folder);
  const newest = startFromHistory ? await history?.newest() : undefined;
  const kept = newest && (await history?.files(newest.version));
  const accepted = !kept || (await history?.isAccepted(knowledgeVersion(files)));
  const first = await checker.check(files, accepted ? undefined : kept);
  if (first.engine) return { set: first, findings: first.findings };
  const last = kept && (await checker.check(kept));
  if (!last?.engine) throw new KnowledgeError(first.findings);
  return { set: last, findings: first.findings };
}

/** Holds what serves, and replaces it by what is better. */
class Keeper {
  findings: Finding[] = [];

  constructor(
    private readonly options: KnowledgeOptions,
    private readonly checker: Checker,
    public live: Live,
    private files: SourceFile[],
  ) {}

  /** Keeps the first version; failing test questions are told, but don't keep the bot from answering. */
  async start(findings: Finding[]): Promise<void> {
    if (findings.length > 0) this.tell(findings);
    await this.keep([]);
  }

  /** Reads the files as they are now: swaps when they are right, tells when they are not. */
  async look(): Promise<void> {
    const files = await readFolder(this.options.folder);
    const version = knowledgeVersion(files);
    if (version === this.live.version) {
      this.findings = [];
      return;
    }
    const accepted = await this.options.history?.isAccepted(version);
    const result = await this.checker.check(files, accepted ? undefined : this.files);
    if (!result.engine || result.findings.length > 0) this.tell(result.findings);
    else await this.swap(files, result.knowledge, result.engine);
  }

  private async swap(files: SourceFile[], knowledge: Knowledge, engine: AnswerEngine): Promise<void> {
    const summary = summarise(changesBetween(this.live.knowledge, knowledge));
    this.live = toLive(knowledge, engine, files);
    this.files = files;
    this.findings = [];
    await this.keep(summary);
    this.options.onChange?.(this.live, summary);
  }

  /** The same findings are told once. */
  private tell(findings: Finding[]): void {
    const news = JSON.stringify(findings) !== JSON.stringify(this.findings);
    this.findings = findings;
    if (news) this.options.onFindings?.(findings);
  }

  private async keep(summary: string[]): Promise<void> {
    const { history, now = () => new Date() } = this.options;
    const kept = { version: this.live.version, at: now().toISOString(), summary };
    await history?.keep(this.files, kept).catch((error) => this.options.onError?.(error));
  }
}

function toLive(knowledge: Knowledge, engine: AnswerEngine, files: SourceFile[]): Live {
  return { knowledge, engine, version: knowledgeVersion(files) };
}

/** Runs a task for each call, never two at once; calls that wait share the next run. */
function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return () => {
    waiting ??= running
      .catch(() => {})
      .then(() => {
        waiting = undefined;
        running = task();
        return running;
      });
    return waiting;
  };
}
