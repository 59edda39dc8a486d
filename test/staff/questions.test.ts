import { describe, expect, it } from 'vitest';
import { newSecretCode } from '../../bot/staff/secret-code.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { FailingStore, Killed } from './failing-store.js';
import { askerIn, filled, MORI, questionsOver, SATO, TestClock } from './support.js';

describe('asking', () => {
  it('gives numbers in order, and makes one question of a form pressed twice at once', async () => {
    const { questions, records } = questionsOver(undefined);
    const form = questions.newForm();
    const both = await Promise.all([1, 2].map(() => questions.ask(filled(form, askerIn('a')))));
    expect(both.map((asked) => asked.kind === 'asked' && asked.question.number)).toEqual([
      (both[0] as { question: { number: string } }).question.number,
      (both[0] as { question: { number: string } }).question.number,
    ]);
    const next = await questions.ask(filled(questions.newForm(), askerIn('b')));
    expect(next).toMatchObject({
      kind: 'asked',
      question: { status: 'open', area: 'eligibility', promisedBy: '2025-10-20' },
    });
    expect(await records.all()).toHaveLength(2);
  });

  it('gives askers at once different numbers', async () => {
    const { questions, records } = questionsOver(undefined);
    const askers = Array.from({ length: 40 }, (_, index) => askerIn(`c${index}`));
    await Promise.all(askers.map((asker) => questions.ask(filled(questions.newForm(), asker))));
    expect(new Set((await records.all()).map(({ number }) => number)).size).toBe(40);
  });

  it('allows three open questions, and ten in a day', async () => {
    const { questions, clock } = questionsOver(undefined);
    const ask = () => questions.ask(filled(questions.newForm(), askerIn('a')));
    for (let count = 0; count < 3; count += 1) expect((await ask()).kind).toBe('asked');
    expect(await ask()).toEqual({ kind: 'too-many-open', limit: 3 });
    for (let count = 3; count < 10; count += 1) {
      const [newest] = await questions.of(askerIn('a'));
      await questions.withdraw(askerIn('a'), newest!.number);
      expect((await ask()).kind).toBe('asked');
    }
    await questions.withdraw(askerIn('a'), (await questions.of(askerIn('a')))[0]!.number);
    expect(await ask()).toEqual({ kind: 'too-many-today', limit: 10 });
    clock.forward(25 * 3_600_000);
    expect((await ask()).kind).toBe('asked');
  });

  it('stores neither the code nor a number that nobody may keep', async () => {
    const { questions, records } = questionsOver(undefined);
    const form = questions.newForm();
    await questions.ask(filled(form, askerIn('a'), 'マイナンバーは1234-5678-9018です'));
    const stored = JSON.stringify(await records.all());
    expect(stored).not.toContain(form.code);
    expect(stored).not.toContain(form.code.replaceAll('-', ''));
    expect(stored).not.toContain('5678');
    expect(stored).toContain('マイナンバーは[mynumber]です');
  });

  it.each(['before', 'after'] as const)(
    'survives being killed %s any write: the same press then makes one question',
    async (when) => {
      for (let killAt = 1; killAt <= 8; killAt += 1) {
        const clock = new TestClock();
        const below = new MemoryStore(clock.ms);
        const failing = questionsOver(new FailingStore(below, killAt, when), clock);
        const form = failing.questions.newForm();
        const first = await failing.questions.ask(filled(form, askerIn('a'))).catch((error) => error);
        const again = questionsOver(below, clock);
        const second = await again.questions.ask(filled(form, askerIn('a')));
        expect(second.kind, `killed at write ${killAt}`).toBe('asked');
        expect(await again.records.all()).toHaveLength(1);
        expect((await again.questions.of(askerIn('a'))).map(({ number }) => number)).toEqual([
          (second as { question: { number: string } }).question.number,
        ]);
        if (!(first instanceof Killed)) expect(first).toEqual(second);
        const found = await again.questions.lookUp((await again.records.all())[0]!.number, form.code, 'x');
        expect(found.kind).toBe('found');
        expect(await again.records.due()).toHaveLength(1);
      }
    },
  );
});

describe('the secret code', () => {
  it('opens the question from anywhere, however it is typed', async () => {
    const { questions } = questionsOver(undefined);
    const form = questions.newForm();
    await questions.ask(filled(form, askerIn('a')));
    const typed = form.code.toLowerCase().replaceAll('-', ' ');
    expect(await questions.lookUp('Q-0001', typed, 'elsewhere')).toMatchObject({ kind: 'found' });
    expect(await questions.lookUp('Q-0001', newSecretCode(), 'elsewhere')).toEqual({ kind: 'none' });
    expect(await questions.lookUp('Q-9999', form.code, 'elsewhere')).toEqual({ kind: 'none' });
    expect(await questions.lookUp('Q-0001', '', 'elsewhere')).toEqual({ kind: 'none' });
  });

  it('can be tried five times a minute from one conversation, and thirty times at one number', async () => {
    const { questions, clock } = questionsOver(undefined);
    const form = questions.newForm();
    await questions.ask(filled(form, askerIn('a')));
    const kinds = [];
    for (let count = 0; count < 6; count += 1) kinds.push((await questions.lookUp('Q-0001', 'AAAA', 'one')).kind);
    expect(kinds).toEqual(['none', 'none', 'none', 'none', 'none', 'too-often']);
    expect((await questions.lookUp('Q-0001', form.code, 'one')).kind).toBe('too-often');
    for (let count = 0; count < 24; count += 1) await questions.lookUp('Q-0001', 'AAAA', `other ${count}`);
    expect((await questions.lookUp('Q-0001', form.code, 'fresh')).kind).toBe('too-often');
    clock.forward(61_000);
    expect((await questions.lookUp('Q-0001', form.code, 'one')).kind).toBe('found');
  });

  it('is different each time', () => {
    const codes = Array.from({ length: 2_000 }, newSecretCode);
    expect(new Set(codes).size).toBe(2_000);
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  });
});

describe('changing', () => {
  it('of two at once one wins and the other is told, and the asker gets one answer: 1,000 three-way races', async () => {
    const store = questionsOver(undefined);
    const { questions, records } = store;
    const tally: Record<string, number> = {};
    for (let race = 0; race < 1_000; race += 1) {
      const asker = askerIn(`race ${race}`);
      const asked = await questions.ask(filled(questions.newForm(), asker));
      const number = (asked as { question: { number: string } }).question.number;
      const runners = [
        () => questions.act(number, { kind: 'answer', by: SATO, text: `佐藤 ${race}` }),
        () => questions.act(number, { kind: 'answer', by: MORI, text: `森 ${race}` }),
        () => questions.withdraw(asker, number),
      ];
      const order = [race % 3, (race + 1) % 3, (race + 2) % 3].map((index) => runners[index]!);
      const outcomes = await Promise.all(order.map((run) => run()));
      const won = outcomes.filter(({ kind }) => kind === 'changed');
      expect(won).toHaveLength(1);
      const lost = outcomes.filter(({ kind }) => kind === 'refused');
      expect(lost).toHaveLength(2);
      const question = (await records.read(number))!;
      expect(question.answers.length + Number(question.status === 'withdrawn')).toBe(1);
      tally[question.status] = (tally[question.status] ?? 0) + 1;
    }
    expect(tally.answered! + tally.withdrawn!).toBe(1_000);
    expect(tally.withdrawn).toBeGreaterThan(0);
  });

  it('lets nobody change a question that he did not ask', async () => {
    const { questions } = questionsOver(undefined);
    await questions.ask(filled(questions.newForm(), askerIn('a')));
    expect(await questions.withdraw(askerIn('b'), 'Q-0001')).toEqual({ kind: 'unknown' });
    expect(await questions.reply(askerIn('b'), 'Q-0001', { id: 'f', text: 'x' })).toEqual({ kind: 'unknown' });
    expect(await questions.of(askerIn('b'))).toEqual([]);
    expect(await questions.withdraw(askerIn('a'), 'Q-0404')).toEqual({ kind: 'unknown' });
  });

  it('takes one reply to an answer, and the same press of it twice', async () => {
    const { questions } = questionsOver(undefined);
    const asker = askerIn('a');
    await questions.ask(filled(questions.newForm(), asker));
    expect(await questions.reply(asker, 'Q-0001', { id: 'f1', text: '早すぎます' })).toMatchObject({
      refusal: { reason: 'not-answered' },
    });
    await questions.act('Q-0001', { kind: 'answer', by: SATO, text: '対象です。' });
    for (let press = 0; press < 2; press += 1) {
      expect(await questions.reply(asker, 'Q-0001', { id: 'f1', text: '海外もですか' })).toMatchObject({
        kind: 'changed',
        question: { status: 'open', followUp: { text: '海外もですか' } },
      });
    }
    await questions.act('Q-0001', { kind: 'answer', by: MORI, text: '国内だけです。' });
    expect(await questions.reply(asker, 'Q-0001', { id: 'f2', text: 'まだあります' })).toMatchObject({
      refusal: { reason: 'replied' },
    });
  });

  it('shows in a room only what was asked there', async () => {
    const { questions } = questionsOver(undefined);
    const alone = { key: 'teams:t:p1', channel: 'msteams', conversation: 'personal', group: false };
    const room = { ...alone, conversation: 'room', group: true };
    await questions.ask(filled(questions.newForm(), alone, '内緒の相談'));
    await questions.ask(filled(questions.newForm(), room, 'みんなの質問'));
    expect((await questions.of(room)).map(({ text }) => text)).toEqual(['みんなの質問']);
    expect((await questions.of(alone)).map(({ text }) => text)).toEqual(['みんなの質問', '内緒の相談']);
  });
});
