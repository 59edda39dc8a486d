import { testLive } from '../support/live.js';

/** A way to ask, and the entry that answers it. */
export interface Question {
  text: string;
  entry: string;
}

/**
 * Ways to ask of the knowledge files that the bot answers with their own entry: some hundred texts, so that no benchmark asks
 * the same again and again.
 */
export async function answeredQuestions(): Promise<Question[]> {
  const { knowledge, engine } = await testLive();
  const all = knowledge.entries.flatMap(({ id, text }) =>
    (text.ja?.ask ?? []).map((ask) => ({ text: ask, entry: id })),
  );
  return all.filter(({ text, entry }) => {
    const decision = engine.decide(text, 'ja');
    return decision.kind === 'answer' && decision.ids.length === 1 && decision.ids[0] === entry;
  });
}
