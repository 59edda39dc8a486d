import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../bot/commands/desk.js';
import { runCommand } from '../../bot/commands/run-command.js';
import { createPaint, type Terminal } from '../../bot/commands/terminal.js';
import { DOOR_NOTE, openDoor } from '../../bot/staff/desk-door.js';
import { openDesk } from '../../bot/staff/open-desk.js';
// As in the program: restify changes the responses of every server of the process.
import 'restify';
import { FolderInUseError } from '../../bot/storage/folder-lock.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { type House, openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { entityOf, startTalk, textsOf } from '../support/talk.js';
import { FailingStore } from './failing-store.js';
import { TestClock } from './support.js';

const BY = { id: 'account:sato', name: '佐藤' };

/** The staff's command line over a data folder; resolves with the exit code and what was written. */
async function command(folder: string, line: string[], typed: string[] = []) {
  const written: string[] = [];
  const terminal: Terminal = {
    write: (text) => written.push(text),
    paint: createPaint(false),
    ask: async () => typed.shift(),
  };
  const openQuestions = (needs: { engine: boolean }) =>
    openDesk(
      {
        folder,
        openStore: async () => {
          const store = new LowdbStore({ folder, durability: 'none', now: Date.now, onQuarantine: () => {} });
          return { store, close: () => store.close() };
        },
        loadLive: testLive,
        now: () => new Date('2025-10-15T11:00:00+09:00'),
      },
      needs,
    );
  const code = await runCommand(['questions', ...line], { options: { openQuestions } } as unknown as Desk, terminal);
  return { code, text: written.join('\n') };
}

async function askIn(house: House, question = '海外の大学の紹介料はいくらですか', locale = 'ja-JP') {
  const talk = await startTalk({ house, locale });
  await talk.say(question);
  const [form] = await talk.press({ question: 'new' });
  const { data } = (form!.attachments![0]!.content as { actions: { data: object }[] }).actions[0]!;
  const send = () => talk.press({ ...data, text: question, company: '' });
  const receipt = await send();
  return { talk, receipt, send, data, number: entityOf<{ number: string }>(receipt, 'handoff')!.number };
}

describe('from the web page to the command line and back', () => {
  let folder: string;
  let house: House;
  let closers: (() => Promise<void>)[];
  const clock = new TestClock();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staff-'));
    const store = new LowdbStore({ folder, durability: 'none', now: clock.ms, onQuarantine: () => {} });
    house = await openHouse({ now: clock.now, store });
    const closeDoor = await openDoor({ folder, desk: house.staff.desk, idle: house.staff.idle, onError: () => {} });
    closers = [closeDoor, () => house.staff.idle(), () => store.close()];
  });

  afterEach(async () => {
    for (const close of closers) await close();
    await rm(folder, { recursive: true });
  });

  it('a question is asked, listed, taken, answered, delivered, replied to and closed', async () => {
    const { talk, receipt, number } = await askIn(house);
    expect(receipt[0]!.text).toMatch(/\*\*Q-0001 [A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\*\*/);
    expect((await command(folder, ['list'])).text).toContain('Q-0001  未対応  2025-10-15 10:30');
    expect((await command(folder, ['take', 'q1', '--as', '佐藤'])).text).toContain('いまの状態: 対応中');
    const late = await command(folder, ['answer', number, 'わたしも', '--as', '森']);
    expect(late).toMatchObject({ code: 1, text: expect.stringContaining('ほかの人が担当しています（佐藤、') });
    const typed = ['1行目です。', '', '<b>3行目</b>です。', '.'];
    const answered = await command(folder, ['answer', number, '--as', '佐藤', '--propose'], typed);
    expect(answered.text).toContain('回答: お届け済み');
    expect(answered.text).toContain('FAQの下書きに加えました');
    const [arrived] = await talk.later();
    expect(arrived).toMatchObject({
      textFormat: 'plain',
      text: expect.stringContaining('1行目です。\n\n<b>3行目</b>です。'),
    });
    expect(arrived!.from).toMatchObject({ role: 'bot' });
    await talk.say(`${number} 返信`);
    await talk.say('もう一点あります');
    expect(textsOf(await talk.say('送信する'))[0]).toContain('返信を受け付けました');
    expect((await command(folder, ['digest'])).text).toContain('まだ誰も担当していない質問: 1');
    expect((await command(folder, ['close', number, '電話で回答', '--as', '佐藤'])).text).toContain('いまの状態: 終了');
    expect(textsOf(await talk.later())[0]).toContain('電話で回答');
    const shown = await command(folder, ['show', number, '--as', '森']);
    for (const part of ['■ 質問', '■ 返信', '■ 会話', '回答した（佐藤）', '読んだ（森）', 'お届け済み'])
      expect(shown.text).toContain(part);
    expect(talk.errors).toEqual([]);
  });

  it('says what is wrong with a command', async () => {
    expect((await command(folder, ['fly'])).text).toContain('「fly」はできません');
    expect((await command(folder, ['show'])).text).toContain('Q-0001 のように');
    expect((await command(folder, ['list', '--status', 'lost'])).text).toContain('open');
    expect(await command(folder, ['show', 'Q-0404'])).toMatchObject({
      code: 1,
      text: expect.stringContaining('見つかりません'),
    });
    expect((await command(folder, ['pass', 'Q-0404'])).text).toContain('回す先');
  });

  it('keeps the door shut to whoever has not the token', async () => {
    const path = join(folder, DOOR_NOTE);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const note = JSON.parse(await readFile(path, 'utf8'));
    const url = `http://127.0.0.1:${note.port}/`;
    const body = JSON.stringify({ call: 'list', options: {} });
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401);
    const headers = { Authorization: `Bearer ${note.token}` };
    expect((await fetch(url, { method: 'POST', body, headers: { Authorization: 'Bearer x' } })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', body: '{"call":"constructor","options":{}}', headers })).status).toBe(
      400,
    );
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(100_000), headers })).status).toBe(400);
    expect((await fetch(url, { headers })).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
  });

  it('works on the store itself when no server runs, and the next start delivers', async () => {
    const { talk, number } = await askIn(house);
    for (const close of closers) await close();
    const told = await command(folder, ['answer', number, '後で届きます。']);
    expect(told.text).toContain('サーバーの起動後');
    expect((await command(folder, ['propose', number])).text).toContain('FAQの下書きに加えました');
    const store = new LowdbStore({ folder, durability: 'none', now: clock.ms, onQuarantine: () => {} });
    const next = await openHouse({ now: () => new Date(clock.time + 3_600_000), store });
    await next.sweep();
    const log = (await next.conversations.get(talk.id))!.log.map(({ activity }) => activity.text ?? '');
    expect(log.at(-1)).toContain('後で届きます。');
    closers = [() => store.close()];
  });

  it('leaves the note of another server that shares the folder alone', async () => {
    const closeOther = await openDoor({ folder, desk: house.staff.desk, idle: house.staff.idle, onError: () => {} });
    await closers.shift()!();
    expect((await command(folder, ['list'])).code).toBe(0);
    await closeOther();
    await expect(stat(join(folder, DOOR_NOTE))).rejects.toThrow('ENOENT');
  });

  it('passes over the note of a server that was killed', async () => {
    for (const close of closers) await close();
    closers = [];
    await writeFile(join(folder, DOOR_NOTE), JSON.stringify({ port: 1, token: 'x', pid: 1 }));
    expect((await command(folder, ['list'])).text).toBe('質問はありません。');
  });

  it('explains when a server holds the data but does not answer', async () => {
    await rm(join(folder, DOOR_NOTE));
    const open = async () => {
      throw new FolderInUseError(folder, 4242, 'here');
    };
    const written: string[] = [];
    const terminal: Terminal = {
      write: (text) => written.push(text),
      paint: createPaint(false),
      ask: async () => undefined,
    };
    const code = await runCommand(
      ['questions', 'list'],
      { options: { openQuestions: open } } as unknown as Desk,
      terminal,
    );
    expect(code).toBe(2);
    expect(written.join('')).toContain('プロセス 4242');
  });
});

describe('in the chat', () => {
  const now = () => new Date('2025-10-15T10:30:00+09:00');

  it('pressing a form twice makes one question, and the second press is told so', async () => {
    const house = await openHouse({ now });
    const { send, number } = await askIn(house);
    const again = await send();
    expect(textsOf(again)[0]).toContain(`${number} として受け付けています`);
    expect(await house.staff.desk.list({})).toHaveLength(1);
  });

  it('turns the form into a receipt in its place', async () => {
    const house = await openHouse({ now });
    const { talk } = await askIn(house);
    const log = (await house.conversations.get(talk.id))!.log.map(({ activity }) => activity);
    const cards = log.flatMap(({ attachments = [] }) => attachments.map(({ content }) => JSON.stringify(content)));
    expect(cards.filter((card) => card.includes('Input.Text'))).toEqual([]);
    expect(cards.filter((card) => card.includes('送信済み（Q-0001）'))).toHaveLength(1);
  });

  it('takes what was written on a form that is gone into a new one', async () => {
    const house = await openHouse({ now });
    const talk = await startTalk({ house });
    const [told, form] = await talk.press({ question: 'send', form: 'lost', text: '消えては困る質問' });
    expect(told!.text).toContain('新しいフォームに移しました');
    expect(JSON.stringify(form!.attachments)).toContain('消えては困る質問');
  });

  it('shows an answer to number and code in another browser, and to nothing less', async () => {
    const house = await openHouse({ now });
    const { receipt, number } = await askIn(house);
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(receipt[0]!.text!)![0];
    await house.staff.desk.answer({ number, by: BY, text: '所轄にお尋ねください。' });
    const other = await startTalk({ house, locale: 'en-US' });
    expect(textsOf(await other.say(number))[0]).toContain('no question of that number');
    expect(textsOf(await other.press({ question: 'show', number }))[0]).not.toContain('所轄');
    expect(textsOf(await other.press({ question: 'withdraw', number, sure: true }))[0]).toContain(
      'no question of that number',
    );
    expect(textsOf(await other.say(`${number} ${code.toLowerCase()}`))[0]).toContain('所轄にお尋ねください。');
    expect(await other.later()).toEqual([]);
  });

  it('keeps addresses of people out of a draft, and names the desk by its fact', async () => {
    const house = await openHouse({ now });
    const { number } = await askIn(house, '申込書はtaro@example.co.jpから送れますか');
    const text = 'CDR-Support@jetro.go.jpへお送りください。担当は090-1234-5678です。';
    const result = await house.staff.desk.answer({ number, by: BY, text, propose: true });
    expect(result).toMatchObject({
      kind: 'done',
      draft: {
        question: '申込書は[mail]から送れますか',
        answer: '{{contact.email}}へお送りください。担当は[tel]です。',
      },
    });
  });

  it('gives the staff the last turns, the quiz and the nearest entries, masked', async () => {
    const house = await openHouse({ now });
    const talk = await startTalk({ house });
    await talk.press({ command: 'quiz' });
    await talk.say('株式会社です');
    const [told] = await talk.say('費用はかかりますか');
    await talk.say('宛先は taro@example.co.jp で、費用はかかりますか');
    await talk.press({ question: 'new' });
    await talk.say('送信する');
    const [question] = await house.staff.desk.list({});
    expect(question!.context.turns.at(-1)!.asked).toContain('宛先は [mail] で');
    expect(question!.context.turns[0]!.told).toContain(told!.text!.slice(0, 8));
    expect(question!.context.quiz).toMatchObject({ answered: 1, done: false });
    expect(question!.context.nearest[0]).toBe('cost.fee');
    expect(question!.area).toBe('cost');
    expect(JSON.stringify(question)).not.toMatch(/codeHash|"asker"/);
  });

  it('refuses a fourth open question, and says why', async () => {
    const house = await openHouse({ now });
    const talk = await startTalk({ house });
    for (const question of ['一つ目', '二つ目', '三つ目', '四つ目']) {
      await talk.press({ question: 'new' });
      await talk.press({ question: 'rewrite' });
      await talk.say(`${question}の質問です`);
      const [reply] = await talk.say('送信する');
      if (question !== '四つ目') expect(reply!.text).toContain('受け付けました');
      else expect(reply!.text).toContain('回答を待っている質問が3つあります');
    }
  });

  it.each(['take', 'answer', 'propose', 'pass', 'close', 'reopen', 'retry'])(
    'does not let whoever sits at the web page press %s of the staff',
    async (staff) => {
      const house = await openHouse({ now });
      const { talk, number } = await askIn(house);
      const [before] = await house.staff.desk.list({});
      const [reply] = await talk.press({ staff, number, answer: 'はい', area: 'apply', note: '' });
      expect(reply!.text).toContain('そのボタンは、今は使えません');
      expect(await house.staff.desk.list({})).toEqual([before]);
    },
  );

  it('forgets no answer when the conversation is gone: it is shown as undelivered, and the code still opens it', async () => {
    const house = await openHouse({ now });
    const { talk, receipt, number } = await askIn(house);
    await house.conversations.delete(talk.id);
    await house.staff.desk.answer({ number, by: BY, text: '届かない回答' });
    await house.staff.idle();
    expect((await house.staff.desk.digest()).undelivered.map((question) => question.number)).toEqual([number]);
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(receipt[0]!.text!)![0];
    const other = await startTalk({ house });
    expect(textsOf(await other.say(`${number} ${code}`))[0]).toContain('届かない回答');
  });
});

/** Answers every question that is open; resolves with the answered numbers when there was one at least. */
async function answerAll({ staff }: House): Promise<string[] | undefined> {
  const open = await staff.desk.list({ status: 'open' });
  for (const { number } of open) await staff.desk.answer({ number, by: BY, text: '答えです。' });
  return open.length > 0 ? open.map(({ number }) => number) : undefined;
}

describe('killed at any write of the whole loop', () => {
  it.each(['before', 'after'] as const)(
    '%s: every number shown exists, one question a press, one answer',
    async (when) => {
      let survived = false;
      for (let killAt = 1; !survived; killAt += 1) {
        const clock = new TestClock();
        const below = new MemoryStore(clock.ms);
        const first = await openHouse({ now: clock.now, store: below });
        const talk = await startTalk({ house: first });
        await talk.say('海外の大学の紹介料はいくらですか');
        const [form] = await talk.press({ question: 'new' });
        const { data } = (form!.attachments![0]!.content as { actions: { data: object }[] }).actions[0]!;
        const press = { type: 'message' as const, id: 'client-1', value: { ...data, text: '紹介料はいくらですか' } };
        const store = new FailingStore(below, killAt, when);
        const house = await openHouse({ now: clock.now, store });
        const acknowledged = await house.conversations.receive(talk.id, press).catch(() => undefined);
        const told = await house.staff.desk
          .answer({ number: 'Q-0001', by: BY, text: '答えです。' })
          .catch(() => undefined);
        await house.staff.idle().catch(() => undefined);
        survived = !store.killed;
        clock.forward(61_000);
        // Started again: the page repeats what was not acknowledged, the staff what was not confirmed.
        const again = await openHouse({ now: clock.now, store: below });
        await again.sweep();
        if (!acknowledged) await again.conversations.receive(talk.id, press);
        if (!told) await answerAll(again);
        await again.staff.idle();
        await again.sweep();
        const where = `${when} write ${killAt}`;
        const questions = await again.staff.desk.list({});
        const log = (await again.conversations.get(talk.id))!.log.map(({ activity }) => activity);
        const shown = log.flatMap(({ entities = [] }) => entities.filter(({ type }) => type === 'handoff'));
        expect(
          questions.map(({ status, answers }) => [status, answers.length]),
          where,
        ).toEqual([['answered', 1]]);
        expect(
          shown.map((entity) => entity.number),
          where,
        ).toEqual([questions[0]!.number]);
        expect(log.filter(({ text }) => text?.includes('答えです。')).length, where).toBe(1);
        expect(killAt).toBeLessThan(60);
      }
    },
  );
});
