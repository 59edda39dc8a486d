import { describe, expect, it } from 'vitest';
import { engineBuilder } from '../../bot/knowledge/engine-builder.js';
import { readFolder } from '../../bot/knowledge/read-folder.js';
import { type Knowledge, readKnowledge } from '../../dialogs/domain/content/read-knowledge.js';

const buildEngine = engineBuilder();

async function real(): Promise<Knowledge> {
  return readKnowledge(await readFolder('knowledge'), ['ja', 'en']).knowledge!;
}

/** The knowledge with one more way to ask an entry. */
function withPhrase(knowledge: Knowledge, id: string, language: string, phrase: string): Knowledge {
  const entries = knowledge.entries.map((entry) => {
    const words = entry.text[language];
    if (entry.id !== id || !words) return entry;
    return { ...entry, text: { ...entry.text, [language]: { ...words, ask: [...words.ask, phrase] } } };
  });
  return { ...knowledge, entries };
}

describe('the engine of a set of knowledge', () => {
  it('learns a new way to ask, in its language, and nothing of it stays when it is gone', async () => {
    const knowledge = await real();
    const phrase = 'ぷるるんぽよよん';
    const before = await buildEngine(knowledge);
    expect(before.decide(phrase, 'ja').kind).toBe('unanswered');
    const after = await buildEngine(withPhrase(knowledge, 'cost.fee', 'ja', phrase));
    expect(after.decide(phrase, 'ja')).toMatchObject({ kind: 'answer', ids: ['cost.fee'] });
    expect(before.decide(phrase, 'ja').kind).toBe('unanswered');
    const again = await buildEngine(await real());
    expect(again.decide(phrase, 'ja').kind).toBe('unanswered');
  });

  it('does not learn from test questions, and says the same as the one it was before', async () => {
    const knowledge = await real();
    const engine = await buildEngine(knowledge);
    const tested = structuredClone(knowledge);
    for (const { text } of tested.entries) for (const words of Object.values(text)) words.tests = ['ぷるるんぽよよん'];
    const same = await buildEngine(tested);
    for (const question of ['お金はかかりますか', 'ぷるるんぽよよん', '天気は？']) {
      expect(same.decide(question, 'ja')).toEqual(engine.decide(question, 'ja'));
    }
  });

  it('refuses a language that there is no knowledge in', async () => {
    const engine = await buildEngine(await real());
    expect(() => engine.decide('Bonjour', 'fr')).toThrow(/fr/);
  });
});
