import { userInfo } from 'node:os';
import type { Person, QuestionStatus } from '../../dialogs/domain/staff/question.js';
import { readQuestionNumber } from '../../dialogs/domain/staff/question-number.js';
import type { OpenedDesk } from '../staff/open-desk.js';
import type { Call, Command, ExitCode } from './command.js';
import { printDigest, printList, printQuestion, printResult, STATUS_WORDS } from './questions-print.js';
import type { Terminal } from './terminal.js';
import { refuse, withDesk } from './with-desk.js';

interface Job {
  opened: OpenedDesk;
  terminal: Terminal;
  call: Call;
  number: string;
  by: Person;
  /** The words after the number. */
  rest: string;
}

/** What each word after `questions` does, and whether it needs a number. */
const JOBS: Record<string, { numbered: boolean; run(job: Job): Promise<ExitCode> }> = {
  list: { numbered: false, run: list },
  digest: { numbered: false, run: digest },
  show: { numbered: true, run: show },
  take: { numbered: true, run: (job) => tell(job, job.opened.desk.take(asked(job))) },
  answer: { numbered: true, run: answer },
  propose: { numbered: true, run: (job) => tell(job, job.opened.desk.propose(asked(job))) },
  pass: { numbered: true, run: pass },
  close: { numbered: true, run: (job) => tell(job, job.opened.desk.close({ ...asked(job), note: job.rest })) },
  reopen: { numbered: true, run: (job) => tell(job, job.opened.desk.reopen(asked(job))) },
  retry: { numbered: true, run: (job) => tell(job, job.opened.desk.retry(asked(job))) },
};

/** Questions that people asked the staff in the chat: lists, shows, takes and answers them. */
export const questions: Command = {
  name: 'questions',
  usage: `questions ${Object.keys(JOBS).join('|')} [番号] ["文"]`,
  summary: '担当者への質問を見る、回答する',
  examples: [
    'questions list',
    'questions list --status open',
    'questions show Q-0001',
    'questions take Q-0001 --as 佐藤',
    'questions answer Q-0001 "回答の文" --as 佐藤',
    'questions answer Q-0001 --propose',
    'questions pass Q-0001 apply',
    'questions close Q-0001 "終了の理由"',
    'questions reopen Q-0001',
    'questions digest',
  ],
  options: { as: { type: 'string' }, status: { type: 'string' }, propose: { type: 'boolean' } },
  optionHelp: {
    as: '担当者の名前（書かなければ、このコンピューターの利用者名）',
    status: `状態で選ぶ: ${Object.entries(STATUS_WORDS)
      .map(([key, word]) => `${key}（${word}）`)
      .join('、')}`,
    propose: '回答を、FAQの下書きにも加える（公開はされません）',
  },
  words: [1, 3],
  run: async (call, desk, terminal) => {
    const [name = '', typed = '', rest = ''] = call.words;
    const job = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined;
    const number = readQuestionNumber(typed) ?? '';
    const wrong = !job
      ? `「${name}」はできません。できること: ${Object.keys(JOBS).join('、')}`
      : job.numbered && !number
        ? '番号を、Q-0001 のように書いてください。'
        : undefined;
    if (wrong || !job || !desk.options.openQuestions) return refuse(terminal, wrong ?? 'ここでは使えません。');
    const open = desk.options.openQuestions;
    const engine = name === 'propose' || call.options.propose === true;
    return withDesk(
      () => open({ engine }),
      terminal,
      (opened) => job.run({ opened, terminal, call, number, rest, by: personOf(call) }),
    );
  },
};

function asked({ number, by }: Job): Pick<Job, 'number' | 'by'> {
  return { number, by };
}

async function list({ opened, terminal, call }: Job): Promise<ExitCode> {
  const status = call.options.status as QuestionStatus | undefined;
  if (status && !Object.hasOwn(STATUS_WORDS, status)) {
    return refuse(terminal, `状態は ${Object.keys(STATUS_WORDS).join('、')} のどれかを書いてください。`);
  }
  printList(await opened.desk.list({ status }), terminal);
  return 0;
}

async function digest({ opened, terminal }: Job): Promise<ExitCode> {
  printDigest(await opened.desk.digest({}), terminal);
  return 0;
}

async function show({ opened, terminal, number, by }: Job): Promise<ExitCode> {
  const result = await opened.desk.show({ number, by });
  if (result.kind !== 'done') return printResult(result, { number, direct: opened.direct }, terminal);
  printQuestion(result.question, terminal);
  return 0;
}

async function answer(job: Job): Promise<ExitCode> {
  const { terminal, opened, number, by, call } = job;
  const text = job.rest || (await typedText(terminal));
  return tell(job, opened.desk.answer({ number, by, text, propose: call.options.propose === true }));
}

async function pass(job: Job): Promise<ExitCode> {
  if (!job.rest) return refuse(job.terminal, '回す先の分野を書いてください。例: questions pass Q-0001 apply');
  return tell(job, job.opened.desk.pass({ ...asked(job), area: job.rest }));
}

async function tell(
  { number, opened, terminal }: Job,
  acting: ReturnType<OpenedDesk['desk']['take']>,
): Promise<ExitCode> {
  const result = await acting;
  // What was set going may have arrived meanwhile.
  const after =
    result.kind === 'done' ? (await opened.desk.list({})).find((question) => question.number === number) : undefined;
  const newest = result.kind === 'done' && after ? { ...result, question: after } : result;
  return printResult(newest, { number, direct: opened.direct }, terminal);
}

/** Lines until one with a single dot, as mail programs in terminals do. */
async function typedText(terminal: Terminal): Promise<string> {
  terminal.write('回答を入力してください。終わったら「.」だけの行を入力します。');
  const lines: string[] = [];
  for (;;) {
    const line = await terminal.ask('> ');
    if (line === undefined || line.trim() === '.') return lines.join('\n');
    lines.push(line);
  }
}

/** The account of this machine says who it is; the name is for people. */
function personOf({ options }: Call): Person {
  const { username } = userInfo();
  const name = String(options.as ?? username).slice(0, 80);
  return { id: `account:${username}:${name}`.slice(0, 200), name };
}
