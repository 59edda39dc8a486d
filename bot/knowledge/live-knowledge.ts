import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { changesBetween, summarise } from '../../dialogs/domain/content/describe-change.js';
import { type Finding, formatFinding } from '../../dialogs/domain/content/finding.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';
import type { Live } from '../../dialogs/live.js';
import { createChecker } from './checker.js';
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
  /** A new version serves; `summary` says what changed. */
  onChange?(live: Live, summary: string[]): void;
  /** A save was refused (the last good version keeps serving), or test questions fail at the start. Never empty. */
  onFindings?(findings: Finding[]): void;
  /** Where good versions are kept; without it nothing is kept and nothing can be accepted. */
  history?: VersionHistory;
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

interface Served {
  live: Live;
  files: SourceFile[];
}

/**
 * Reads the knowledge folder and keeps what serves in step with it. Rejects with KnowledgeError when the files are wrong
 * at the start; afterwards a wrong save changes nothing but the findings.
 */
export async function openKnowledge(options: KnowledgeOptions): Promise<LiveKnowledge> {
  const { folder, history, now = () => new Date() } = options;
  const checker = createChecker(options.languages, options.buildEngine);
  const keep = (served: Served, summary: string[]) =>
    history?.keep(served.files, { version: served.live.version, at: now().toISOString(), summary });

  const first = await checker.check(await readFolder(folder));
  if (!first.engine) throw new KnowledgeError(first.findings);
  let served: Served = { live: toLive(first.knowledge, first.engine, first.files), files: first.files };
  let findings = first.findings;
  if (findings.length > 0) options.onFindings?.(findings);
  await keep(served, []);

  const refuse = (found: Finding[]) => {
    if (JSON.stringify(found) !== JSON.stringify(findings)) options.onFindings?.(found);
    findings = found;
  };
  const look = async () => {
    const files = await readFolder(folder);
    const version = knowledgeVersion(files);
    if (version === served.live.version) {
      findings = [];
      return;
    }
    const accepted = await history?.isAccepted(version);
    const result = await checker.check(files, accepted ? undefined : served.files);
    if (!result.engine || result.findings.length > 0) return refuse(result.findings);
    const summary = summarise(changesBetween(served.live.knowledge, result.knowledge));
    served = { live: toLive(result.knowledge, result.engine, files), files };
    findings = [];
    await keep(served, summary);
    options.onChange?.(served.live, summary);
  };
  const refresh = oneAtATime(look);
  const extra = history ? [history.acceptedFile] : [];
  const watch = (options.watch ?? watchFolder)(folder, extra, refresh);
  return {
    current: () => served.live,
    findings: () => findings,
    refresh,
    close: async () => {
      watch.close();
      await refresh().catch(() => {});
    },
  };
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
