import { join } from 'node:path';
import { Checkpoints, type Later } from './checkpoints.js';
import { Journal } from './journal.js';
import { deletion, isDeletion, piecesOf } from './journal-text.js';
import { type FolderOptions, RecordFolder } from './record-folder.js';
import { DamagedRecordError, type Envelope, readHead } from './record-text.js';

/** What records behind a journal need to know. */
export interface JournaledOptions extends FolderOptions {
  later: Later;
  /** Told at the start of a write that the last process did not finish, and so never acknowledged: its bytes. */
  onTorn: (bytes: number) => void;
  /** Told when the journal could not be emptied into the files; it is tried again. */
  onStuck: (error: unknown) => void;
}

/**
 * Records in files, with a journal (`_journal`) before them: a write is one line in the journal, shared with the writes beside
 * it; checkpoints move it to its file later. So a write costs the same however many records there are.
 */
export class JournaledRecords {
  private readonly folder: RecordFolder;
  private readonly journal: Journal;
  private readonly checkpoints: Checkpoints;
  /** The newest of each record that is in the journal and not yet in its file. */
  private readonly pending = new Map<string, Envelope>();
  private recovered: Promise<void> | undefined;

  constructor(private readonly its: JournaledOptions) {
    const { pending } = this;
    this.folder = new RecordFolder(its);
    const onKept = (record: Envelope) => pending.set(record.key, record);
    this.journal = new Journal({ ...its, folder: join(its.folder, '_journal'), onKept });
    this.checkpoints = new Checkpoints({ ...its, journal: this.journal, folder: this.folder, pending });
    void this.open().catch(() => {});
  }

  /** Resolves once the journal of earlier processes is read; needed before all else. Tries again after it has failed. */
  open(): Promise<void> {
    this.recovered ??= this.recover().catch((error) => {
      this.recovered = undefined;
      throw error;
    });
    return this.recovered;
  }

  /** The newest of a record; undefined when there is none. */
  async load(key: string): Promise<Envelope | undefined> {
    const record = this.pending.get(key) ?? (await this.folder.load(key));
    return record && isDeletion(record) ? undefined : record;
  }

  /** Keeps a record for good. */
  async write(record: Envelope): Promise<void> {
    await this.append(record);
    this.checkpoints.due('later');
  }

  /** Deletes a record for good; its text is gone from the disk about a second later. */
  async remove(key: string): Promise<void> {
    const record = deletion(key, this.its.now());
    try {
      await this.append(record);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      // Deleting must work on a full disk: the file itself makes room for the note that it is gone.
      await this.folder.save(record);
      await this.append(record);
    }
    this.checkpoints.due('soon');
  }

  list(kind: string, before: number, limit: number): Promise<string[]> {
    return this.folder.list(kind, before, limit, this.pending);
  }

  discardQuarantined(before: number): Promise<number> {
    return this.folder.discardQuarantined(before);
  }

  /** Empties the journal into the files now. */
  checkpoint(): Promise<void> {
    return this.checkpoints.now();
  }

  ready(): Promise<boolean> {
    return this.open().then(
      () => this.folder.ready(),
      () => false,
    );
  }

  /** Empties the journal as far as the disk lets it. */
  async close(): Promise<void> {
    const opened = await this.open().then(
      () => true,
      () => false,
    );
    if (opened) await this.checkpoints.close();
  }

  private async append(record: Envelope): Promise<void> {
    await this.checkpoints.room();
    try {
      await this.journal.append(record);
    } catch (error) {
      this.checkpoints.due('soon');
      throw error;
    }
  }

  private async recover(): Promise<void> {
    this.pending.clear();
    for await (const { name, bytes } of this.journal.left()) await this.replay(name, bytes);
    if (this.journal.bytes > 0) this.checkpoints.due('soon');
  }

  private async replay(name: string, bytes: Buffer): Promise<void> {
    let at = 0;
    for (const piece of piecesOf(bytes)) {
      at += 1;
      if ('record' in piece) this.pending.set(piece.record.key, piece.record);
      else if (piece.torn) this.its.onTorn(piece.damaged.length);
      else await this.folder.putPieceAside(keyIn(piece.damaged), piece.damaged, `journal-${name}-${at}.txt`);
    }
  }
}

function keyIn(bytes: Buffer): string | undefined {
  try {
    return readHead(bytes.toString()).key;
  } catch (error) {
    if (error instanceof DamagedRecordError) return undefined;
    throw error;
  }
}
