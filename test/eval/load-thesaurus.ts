import { createRequire } from 'node:module';
import { createThesaurus, type SynonymRecord, type Thesaurus } from '../../dialogs/domain/retrieval/thesaurus.js';

interface SudachiPackage {
  fetchDictionary(): Promise<SynonymRecord[]>;
}

/** Sudachi's synonyms from the npm package (18.0.0 names an entry point for ES modules that it does not have). */
export async function loadThesaurus(): Promise<Thesaurus> {
  const sudachi = createRequire(import.meta.url)('sudachi-synonyms-dictionary') as SudachiPackage;
  return createThesaurus(await sudachi.fetchDictionary());
}
