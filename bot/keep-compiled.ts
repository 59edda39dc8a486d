import nodeModule from 'node:module';

/** What Node has from version 22.1 (and `flushCompileCache` from 22.10) on. */
interface CompileCache {
  enableCompileCache?(folder: string): unknown;
  flushCompileCache?(): void;
}

/**
 * Has Node keep the compiled form of all modules that are imported from now on in a folder, so that the next start is
 * quicker. Returns what writes it at once instead of at the end of the process. Where Node can't, or the folder can't be
 * written, nothing happens.
 */
export function keepCompiled(folder: string): () => void {
  const { enableCompileCache, flushCompileCache } = nodeModule as unknown as CompileCache;
  enableCompileCache?.(folder);
  return () => flushCompileCache?.();
}
