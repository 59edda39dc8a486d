import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../bot/commands/run-command.js';
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

  it('links to headings that exist', () => {
    const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
    for (const [, target] of readme.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(target);
    expect(existsSync('.vscode/settings.json')).toBe(true);
  });
});
