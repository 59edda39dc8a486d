import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { formatFinding } from '../../../../dialogs/domain/content/finding.js';
import { readKnowledge } from '../../../../dialogs/domain/content/read-knowledge.js';
import { readFolder } from '../../../knowledge/read-folder.js';
import { loadTexts } from '../../../texts.js';
import { type PackageFiles, packageFiles, packageZip } from './app-package.js';
import { checkPackage } from './check-package.js';
import { packageWords } from './package-words.js';

// npm run teams-package -- <the bot's app id>: writes dist/teams/user.zip and dist/teams/staff.zip.
const [botId = ''] = process.argv.slice(2);

if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(botId)) await make(botId.toLowerCase());
else fail('Say the bot’s app id, e.g.: npm run teams-package -- 00000000-0000-0000-0000-000000000000');

async function make(botId: string): Promise<void> {
  const texts = loadTexts('locales');
  const { knowledge, findings } = readKnowledge(await readFolder('knowledge'), texts.languages);
  if (!knowledge) return fail(findings.map(formatFinding).join('\n'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const words = packageWords(texts, knowledge.program);
  for (const role of ['user', 'staff'] as const) {
    const files = packageFiles({ role, botId, version, languages: texts.languages, words });
    const wrong = await checkPackage(files);
    if (wrong.length > 0) fail(`${role}: not what Teams takes\n${wrong.join('\n')}`);
    else write(role, files);
  }
}

function write(role: string, files: PackageFiles): void {
  mkdirSync('dist/teams', { recursive: true });
  writeFileSync(`dist/teams/${role}.zip`, packageZip(files));
  console.log(`dist/teams/${role}.zip  ${Object.keys(files).join(', ')}`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
