import { describe, expect, it } from 'vitest';
import { expected, type Id, KEYS, PASSING } from '../eligibility/oracle.js';
import { driveQuiz, questionIn, resultIn } from '../support/quiz-drive.js';
import { randomFrom } from '../support/random.js';
import { IN_PERIOD, startTalk, testConversations } from '../support/talk.js';

const PATHS = 2_000;

describe('the quiz, whatever way is taken', () => {
  it('ends in the outcome of its answers on random full paths', { timeout: 300_000 }, async () => {
    const conversations = await testConversations(IN_PERIOD);
    const random = randomFrom(42);
    for (let path = 0; path < PATHS; path += 1) {
      const talk = await startTalk({ conversations });
      const replies = await driveQuiz(talk, (_id, choices) => random.pick(choices));
      const result = resultIn(replies)!;
      expect(result.outcome).toBe(expected(result.answers).outcome);
      await conversations.delete(talk.id);
    }
    console.log(`${PATHS} random full paths driven through the dialog`);
  });

  it('forgets detours: changing an answer and changing it back changes nothing', async () => {
    const conversations = await testConversations(IN_PERIOD);
    const talk = await startTalk({ conversations });
    const first = resultIn(await driveQuiz(talk, (id) => PASSING[id as Id]))!;
    for (const [id, keys] of Object.entries(KEYS)) {
      if (first.answers[id] === undefined) continue;
      for (const key of keys) {
        let replies = await talk.press({ criterion: id, answer: key });
        replies = await talk.press({ criterion: id, answer: PASSING[id as Id] });
        for (let turns = 0; questionIn(replies) && turns < 5; turns += 1) {
          const open = questionIn(replies)!;
          replies = await talk.press({ criterion: open.id, answer: PASSING[open.id as Id] });
        }
        expect(resultIn(replies), `${id}: ${key} and back`).toMatchObject({
          outcome: 'eligible',
          answers: first.answers,
        });
      }
    }
  });

  it('drops the follow-ups of an answer that is changed', async () => {
    const conversations = await testConversations(IN_PERIOD);
    const talk = await startTalk({ conversations });
    await driveQuiz(talk, (id) => PASSING[id as Id]);
    const replies = await talk.press({ criterion: 'target-status', answer: 'excluded' });
    expect(Object.keys(resultIn(replies)!.answers)).not.toContain('target-role');
    expect(resultIn(replies)!.outcome).toBe('ineligible');
  });

  it('never lets the step run backwards while one answers', async () => {
    const conversations = await testConversations(IN_PERIOD);
    const talk = await startTalk({ conversations });
    let replies = await talk.press({ command: 'quiz' });
    let last = 0;
    for (let open = questionIn(replies); open; open = questionIn(replies)) {
      expect(open.step).toBe(last + 1);
      last = open.step;
      replies = await talk.press({ criterion: open.id, answer: PASSING[open.id as Id] });
    }
    expect(last).toBe(18);
  });
});
