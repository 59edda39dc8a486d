import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../bot/commands/run-command.js';
import { qualityWarnings } from '../../bot/knowledge/quality.js';
import { THRESHOLDS } from '../../dialogs/domain/answer/decide.js';
import { formatFinding } from '../../dialogs/domain/content/finding.js';
import { readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';
import { smallFile, smallKnowledge } from '../support/small-knowledge.js';

const readme = readFileSync('knowledge/README.md', 'utf8');

describe("the staff's README", () => {
  it('names every file of the folder', () => {
    const files = readdirSync('knowledge').filter((name) => name.endsWith('.yaml'));
    for (const name of files) expect(readme).toContain(`\`${name}\``);
  });

  it('speaks of commands that exist, and of all that staff need', () => {
    const named = [...readme.matchAll(/npm run knowledge -- ([a-z-]+)/g)].map(([, name]) => name);
    const known = COMMANDS.map(({ name }) => name);
    for (const name of named) expect([...known, 'help']).toContain(name);
    for (const name of known.filter((other) => other !== 'schema')) expect(readme).toContain(`\`${name}`);
  });

  it('shows an entry that the check takes', () => {
    const [, example = ''] = /```yaml\n(- id: [\s\S]*?)```/.exec(readme) ?? [];
    const file = { 'knowledge/faq/cost.yaml': example.replace('related: [cost.subsidy]', 'related: []') };
    expect(readKnowledge(smallKnowledge(file), ['ja', 'en']).findings).toEqual([]);
    expect(parse(example)[0].id).toBe('cost.fee');
  });

  it('shows a finding as it really looks', () => {
    const spoiled = smallFile('knowledge/faq/cost.yaml').replace('question: 費用', 'question：費用');
    const [finding] = readKnowledge(smallKnowledge({ 'knowledge/faq/cost.yaml': spoiled }), ['ja', 'en']).findings;
    expect(readme).toContain(formatFinding(finding!));
  });

  it('shows pictures that are there, small, and described', () => {
    const pictures = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(pictures.map(([, , path]) => path)).toEqual(['pictures/finding-terminal.png', 'pictures/finding-page.png']);
    for (const [, words = '', path = ''] of pictures) {
      expect(statSync(`knowledge/${path}`).size).toBeLessThan(100_000);
      expect(words.length).toBeGreaterThan(10);
    }
  });

  it('names the limits by which the bot decides, the warnings, and the pages of the staff', async () => {
    const percent = (share: number) => `${Math.round(share * 100)}%以上`;
    const { answer, suggest, other } = THRESHOLDS;
    expect(readme).toContain(`（${percent(answer)}なら答え、${percent(suggest)}なら候補を示します。`);
    expect(readme).toContain(`割合${percent(other)}で決まります`);
    const files = smallKnowledge();
    const { knowledge } = readKnowledge(files, ['ja', 'en']);
    const groups = await qualityWarnings(files, knowledge!, { today: '2025-10-15', phrases: [] });
    for (const { title } of groups) expect(readme).toContain(`| ${title} |`);
    const { nav } = JSON.parse(readFileSync('locales/ja/desk.json', 'utf8'));
    for (const name of Object.values(nav)) expect(readme).toContain(`| ${name} |`);
  });

  it('links to headings that exist', () => {
    const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
    for (const [, target] of readme.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(target);
    expect(existsSync('.vscode/settings.json')).toBe(true);
  });
});
