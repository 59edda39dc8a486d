import { describe, expect, it } from 'vitest';
import { asked, effectOf, expected, IDS, type Id, KEYS, PASSING, SECTIONS } from '../eligibility/oracle.js';
import { driveQuiz, questionIn, resultIn, type ToldResult } from '../support/quiz-drive.js';
import { AFTER_PERIOD, entityOf, IN_PERIOD, startTalk, type Talk, testConversations } from '../support/talk.js';

/** Answers with some given and the others passing; a licence held passes on no plan, and the other way round. */
async function resultOf(
  given: Partial<Record<Id, string>>,
  conversations: Awaited<ReturnType<typeof testConversations>>,
) {
  const talk = await startTalk({ conversations });
  const answers: Record<string, string> = { ...PASSING, ...given };
  const replies = await driveQuiz(talk, (id) => answers[id]!);
  await conversations.delete(talk.id);
  return { answers, replies, result: resultIn(replies)! };
}

/** Changes one answer of a finished quiz and answers what follows from it. */
async function change(talk: Talk, id: Id, key: string, base: Record<string, string>): Promise<ToldResult> {
  let replies = await talk.press({ criterion: id, answer: key });
  for (let open = questionIn(replies); open; open = questionIn(replies)) {
    replies = await talk.press({ criterion: open.id, answer: base[open.id]! });
  }
  return resultIn(replies)!;
}

describe('the quiz in conversation', () => {
  it('gives each single answer its effect, with its sections', async () => {
    const conversations = await testConversations(IN_PERIOD);
    let count = 0;
    for (const id of IDS) {
      for (const key of KEYS[id]) {
        const opening = id === 'placement-record' ? { 'placement-licence': 'yes' } : {};
        const { result } = await resultOf({ ...opening, [id]: key }, conversations);
        const reason = result.reasons.find(({ criterion }) => criterion === id);
        const effect = effectOf(id, key);
        expect(reason?.effect ?? 'pass', `${id}: ${key}`).toBe(effect);
        if (reason) expect(reason.sections, id).toEqual(SECTIONS[id]);
        count += 1;
      }
    }
    expect(count).toBe(62);
  });

  it('judges every combination of two criteria as the specification does', { timeout: 300_000 }, async () => {
    const conversations = await testConversations(IN_PERIOD);
    let count = 0;
    for (const [index, a] of IDS.entries()) {
      for (const keyA of KEYS[a]) {
        const talk = await startTalk({ conversations });
        const opening = a === 'placement-record' ? { 'placement-licence': 'yes' } : {};
        const base: Record<string, string> = { ...PASSING, ...opening, [a]: keyA };
        await driveQuiz(talk, (id) => base[id]!);
        for (const b of IDS.slice(index + 1)) {
          for (const keyB of asked(b, base) ? KEYS[b] : []) {
            const result = await change(talk, b, keyB, base);
            const wanted = expected({ ...base, [b]: keyB });
            expect(result.outcome, `${a}=${keyA} ${b}=${keyB}`).toBe(wanted.outcome);
            const told = Object.fromEntries(result.reasons.map(({ criterion, effect }) => [criterion, effect]));
            expect(told, `${a}=${keyA} ${b}=${keyB}`).toEqual(Object.fromEntries(wanted.reasons));
            count += 1;
          }
          if (asked(b, base)) await change(talk, b, base[b]!, base);
        }
        await conversations.delete(talk.id);
      }
    }
    expect(count).toBeGreaterThan(1_500);
    console.log(`${count} combinations of two criteria's answers driven through the dialog`);
  });

  it('hands eligible companies to the application page while the intake is open', async () => {
    const conversations = await testConversations(IN_PERIOD);
    const { replies } = await resultOf({}, conversations);
    expect(resultIn(replies)?.outcome).toBe('eligible');
    expect(entityOf(replies, 'handoff')).toMatchObject({
      to: 'application',
      url: 'https://www.jetro.go.jp/services/nyumonhen.html',
    });
  });

  it('hands them to the desk, and says why, once the support period is over', async () => {
    const conversations = await testConversations(AFTER_PERIOD);
    const { replies } = await resultOf({}, conversations);
    expect(entityOf(replies, 'handoff')).toMatchObject({ to: 'cdr-support' });
    expect(replies.map(({ text }) => text).join('\n')).toContain('2026年3月31日');
  });

  it('never offers the application page to a company that is excluded or has points to settle', async () => {
    const conversations = await testConversations(IN_PERIOD);
    for (const given of [{ website: 'no' }, { capacity: 'no' }] as const) {
      const { replies } = await resultOf(given, conversations);
      const handoff = entityOf<{ to: string; url: string }>(replies, 'handoff');
      expect(handoff?.to).toBe('cdr-support');
      expect(JSON.stringify(replies)).not.toContain('nyumonhen.html');
    }
  });

  it('fills the mail with subject and points, correctly encoded', async () => {
    const conversations = await testConversations(IN_PERIOD);
    const { replies } = await resultOf({ capacity: 'no', willingness: 'unsure' }, conversations);
    const { url } = entityOf<{ url: string }>(replies, 'handoff')!;
    expect(url.length).toBeLessThanOrEqual(2_000);
    const mail = new URL(url);
    expect(mail.protocol + mail.pathname).toBe('mailto:CDR-Support@jetro.go.jp');
    expect(mail.searchParams.get('subject')).toContain('入門編');
    expect(mail.searchParams.get('body')).toContain('Ⅲ.2(2)①');
    expect(mail.searchParams.get('body')).toContain('Ⅴ.1(1)');
    expect(url).toContain('%0D%0A');
  });
});
