import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { knowledgeFolder } from '../support/knowledge-folder.js';
import { smallKnowledge } from '../support/small-knowledge.js';

/** Runs the real command line in a process of its own, its output piped. */
function run(argv: string[], environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn('node_modules/.bin/tsx', ['bot/cli.ts', ...argv], { env: { ...process.env, ...environment } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  child.stdin.end();
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}

describe('the command line as a process', () => {
  it('ends with 0, 1 or 2, and pipes plain text', async () => {
    const files = await knowledgeFolder(smallKnowledge());
    const environment = { KNOWLEDGE_DIR: files.folder, DATA_DIR: files.data };
    const right = await run(['check'], environment);
    expect(right.output).toContain('間違いはありません（6ファイル、2項目');
    expect(right.code).toBe(0);
    await files.change('faq/cost.yaml', 'question: 費用', 'question：費用');
    const wrong = await run(['check'], environment);
    expect(wrong.output).toContain('knowledge/faq/cost.yaml:6:13\n');
    expect(wrong.output).not.toContain('\u001b');
    expect(wrong.code).toBe(1);
    expect((await run(['chekc'], environment)).code).toBe(2);
    const setting = await run(['check'], { ...environment, PORT: 'many' });
    expect(setting.output).toContain('PORT="many"');
    expect(setting.code).toBe(2);
  }, 120_000);
});
