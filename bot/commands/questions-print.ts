import type { Digest } from '../../dialogs/domain/staff/digest.js';
import type { QuestionStatus } from '../../dialogs/domain/staff/question.js';
import type { DeskQuestion, DeskResult } from '../staff/staff-desk.js';
import type { ExitCode } from './command.js';
import type { Terminal } from './terminal.js';

/** The states in the staff's words. */
export const STATUS_WORDS: Record<QuestionStatus, string> = {
  open: '未対応',
  taken: '対応中',
  answered: '回答済み',
  closed: '終了',
  withdrawn: '取り下げ',
};

const CHANGES: Record<string, string> = {
  ask: '質問が届いた',
  take: '担当した',
  answer: '回答した',
  pass: 'ほかの分野に回した',
  close: '終了した',
  reopen: '再開した',
  withdraw: '質問者が取り下げた',
  'follow-up': '質問者が返信した',
};

const OUTCOMES: Record<string, string> = { eligible: '条件に合う', confirm: '確認が必要', ineligible: '対象外' };

const INSTEAD: Record<string, string> = {
  'taken-by-you': 'あなたが担当しています',
  'taken-by-other': 'ほかの人が担当しています',
  answered: '回答済みです',
  closed: '終了しています',
  withdrawn: '質問者が取り下げています',
  'not-answered': 'まだ回答がありません',
  'already-open': 'すでに未対応に戻っています',
  replied: '返信は届いています',
};

/** Lists questions, one a line. */
export function printList(questions: DeskQuestion[], terminal: Terminal): void {
  if (questions.length === 0) terminal.write('質問はありません。');
  for (const question of questions) terminal.write(row(question, terminal));
}

/** What needs somebody, in three lists. */
export function printDigest({ untaken, overdue, undelivered }: Digest<DeskQuestion>, terminal: Terminal): void {
  const lists = [
    ['まだ誰も担当していない質問', untaken],
    ['回答の目安を過ぎた質問', overdue],
    ['回答を届けられなかった質問', undelivered],
  ] as const;
  for (const [title, questions] of lists) {
    terminal.write(terminal.paint.strong(`${title}: ${questions.length}`));
    for (const question of questions) terminal.write(`  ${row(question, terminal)}`);
  }
}

/** One question in full, with what was going on in the chat, and everything that happened to it. */
export function printQuestion(question: DeskQuestion, { write, paint }: Terminal): void {
  const { number, status, holder, language, area, company, context, promisedBy, overdue } = question;
  write(paint.strong(`${number}  ${STATUS_WORDS[status]}${holder ? `（${visible(holder.name)}）` : ''}`));
  write(`言語: ${language}  分野: ${area || '-'}  会社名: ${visible(company ?? '-')}`);
  write(
    `受付: ${moment(question.askedAt)}  回答の目安: ${promisedBy ?? '-'}${overdue ? paint.bad(' 過ぎています') : ''}`,
  );
  section('質問', question.text);
  for (const answer of question.answers)
    section(`回答（${visible(answer.by.name)}、${moment(answer.at)}）`, answer.text);
  if (question.followUp) section(`返信（${moment(question.followUp.at)}）`, question.followUp.text);
  for (const { asked, told } of context.turns) section('会話', `質問者: ${asked}\nボット: ${told}`);
  if (context.quiz)
    write(
      `\n申込資格の確認: ${OUTCOMES[context.quiz.outcome] ?? context.quiz.outcome}（${context.quiz.answered}問に回答）`,
    );
  write(`\n近い項目: ${context.nearest.join('、') || '-'}`);
  write(delivered(question));
  write('\n経過');
  for (const { kind, by, at, note } of question.history) {
    write(
      `  ${moment(at)}  ${CHANGES[kind] ?? kind}${by ? `（${visible(by.name)}）` : ''}${note ? `: ${visible(note)}` : ''}`,
    );
  }
  for (const { by, at } of question.reads) write(paint.weak(`  ${moment(at)}  読んだ（${visible(by.name)}）`));

  function section(title: string, text: string): void {
    write(`\n${paint.strong(`■ ${title}`)}\n${visible(text)}`);
  }
}

/** What came of an action. `direct`: no server runs, so that nothing is delivered yet. */
export function printResult(
  result: DeskResult,
  { number, direct }: { number: string; direct: boolean },
  { write, paint }: Terminal,
): ExitCode {
  if (result.kind === 'unknown') write(paint.bad(`${number} は見つかりません（または、することがありません）。`));
  if (result.kind === 'bad-text') write(paint.bad(`文は、1文字以上 ${result.limit} 文字以内で書いてください。`));
  if (result.kind === 'refused') {
    const { reason, by, at } = result.refusal;
    const who = [by && visible(by.name), at && moment(at)].filter(Boolean).join('、');
    write(paint.bad(`${number} は変わりませんでした。${INSTEAD[reason] ?? reason}${who && `（${who}）`}。`));
  }
  if (result.kind !== 'done') return 1;
  const { question, draft } = result;
  write(paint.good(`${number} を保存しました。いまの状態: ${STATUS_WORDS[question.status]}`));
  if (question.deliveries.some(({ kind }) => kind !== 'cards')) write(delivered(question));
  if (direct && question.deliveries.some(({ state }) => state === 'waiting')) {
    write('サーバーが動いていないため、届けるのはサーバーの起動後になります。');
  }
  if (draft) {
    const twins = [...draft.sameAs, ...draft.near.ids].join('、');
    write(`FAQの下書きに加えました（公開には確認が必要です）。近い項目: ${twins || '-'}`);
  }
  return 0;
}

const DELIVERY_WORDS = { waiting: 'お届け待ち', delivered: 'お届け済み', undelivered: '届けられませんでした' };

function delivered({ deliveries }: DeskQuestion): string {
  const last = deliveries.findLast(({ kind }) => kind !== 'cards');
  if (!last) return '回答: まだありません';
  const problem = last.problem === 'gone' ? '会話がもうありません。番号と確認コードで読めます' : last.problem;
  return `回答: ${DELIVERY_WORDS[last.state]}${problem ? `（${problem}）` : ''}`;
}

function row(question: DeskQuestion, { paint }: Terminal): string {
  const { number, status, holder, area, askedAt, text, overdue } = question;
  const excerpt = [...visible(text).replace(/\s+/g, ' ')].slice(0, 40).join('');
  const who = holder ? `（${visible(holder.name)}）` : '';
  const late = overdue ? paint.bad(' 期限超過') : '';
  return `${number}  ${STATUS_WORDS[status]}${who}${late}  ${moment(askedAt)}  ${area || '-'}  ${excerpt}`;
}

/** A text that can't steer the terminal. */
function visible(text: string): string {
  return text.replace(/[^\P{C}\n\u200d]/gu, '');
}

/** A moment by Japan's clock: 2025-10-15 10:30. */
function moment(at: string): string {
  const format = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
  return new Intl.DateTimeFormat('sv', format).format(new Date(at));
}
