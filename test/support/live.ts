import { engineBuilder } from '../../bot/knowledge/engine-builder.js';
import { readFolder } from '../../bot/knowledge/read-folder.js';
import { formatFinding } from '../../dialogs/domain/content/finding.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { Live } from '../../dialogs/live.js';

const buildEngine = engineBuilder();
let opened: Promise<Live> | undefined;

/** The real knowledge files with their engine, loaded once a test file. */
export function testLive(): Promise<Live> {
  opened ??= load();
  return opened;
}

async function load(): Promise<Live> {
  const { knowledge, findings } = readKnowledge(await readFolder('knowledge'), ['ja', 'en']);
  if (!knowledge) throw new Error(findings.map(formatFinding).join('\n'));
  return { knowledge, engine: await buildEngine(knowledge), version: 'test' };
}
