import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';

const PROGRAM = `fiscal-year: 2025
program:
  name:
    ja: 入門編プログラム
    en: Introductory Course
  short:
    ja: 入門編
    en: Introductory Course
apply:
  url: https://example.jp/apply
  capacity:
    number: 40
    ja: "{{n}}社"
    en: "{{n}} companies"
period:
  end:
    date: 2026-03-31
privacy:
  url: https://example.jp/privacy
contact:
  email: desk@example.jp
  phone: "03-0000-0000"
hours:
  open:
    - "9:00-12:00"
  closed-days: []
intake:
  state: open
  checked: 2025-10-01
`;

const COST = `- id: cost.fee
  sections: [Ⅱ.4]
  related: [cost.limit]
  reviewed: 2025-10-01
  ja:
    question: 費用はかかりますか
    ask:
      - お金かかる？
      - タダですか
    answer: >-
      無料です。くわしくは{{contact.email}}へ。
  en:
    question: Is there a fee?
    ask:
      - Is it free?
    answer: It is free.
- id: cost.limit
  sections: [Ⅱ.4]
  ja:
    question: 上限はありますか
    ask:
      - 何社まで？
    answer: "{{apply.capacity}}です。"
  en:
    question: Is there a limit?
    ask:
      - How many companies?
    answer: "{{apply.capacity}}."
`;

const SMALLTALK = `- id: greeting
  ja:
    ask:
      - こんにちは
    answer: こんにちは。
  en:
    ask:
      - hello
    answer: Hello.
`;

const UNANSWERABLE = `- id: visa
  reason: no-match
  ja:
    subject: 在留資格の申請
    ask:
      - ビザの取り方
  en:
    subject: visa applications
    ask:
      - how to get a visa
`;

const SYNONYMS = `ja:
  - term: 費用
    words: [料金, 代金]
en:
  - term: fee
    words: [charge, price]
`;

const OUTCOME = (name: string) => `  ${name}:
    ja: { title: 見出し, sentence: 文です。, next: 次です。 }
    en: { title: Title, sentence: A sentence., next: Next. }
`;

const ELIGIBILITY = `disclaimer:
  ja: 目安です。
  en: Only a guide.
outcomes:
${['ineligible', 'confirm', 'eligible', 'eligible-closed'].map(OUTCOME).join('')}table:
  ja: { question: 質問, sections: 根拠, when: 条件, answers: 答え, pass: 合う, confirm: 確認, ineligible: 外 }
  en: { question: Question, sections: Basis, when: When, answers: Answers, pass: meets, confirm: open, ineligible: out }
common:
  yes: { ja: [はい], en: [sure] }
  no: { ja: [いいえ], en: [nope] }
  unsure: { ja: [わからない], en: [not sure] }
criteria:
  - id: company
    sections: [Ⅲ.1]
    ja: { subject: 会社, question: 会社ですか。, why: 条件だからです。, lookup: 登記を見ます。 }
    en: { subject: company, question: Are you a company?, why: It is required., lookup: See the register. }
    answers:
      yes:
        effect: pass
        ja: { label: はい }
        en: { label: "Yes" }
      no:
        effect: ineligible
        ja: { label: いいえ, reason: 会社ではないためです。 }
        en: { label: "No", reason: It is not a company. }
      unsure:
        effect: confirm
        ja: { label: わからない, reason: 確認がいります。 }
        en: { label: Not sure, reason: To be settled. }
`;

const FILES: Record<string, string> = {
  'knowledge/program.yaml': PROGRAM,
  'knowledge/faq/cost.yaml': COST,
  'knowledge/smalltalk.yaml': SMALLTALK,
  'knowledge/unanswerable.yaml': UNANSWERABLE,
  'knowledge/synonyms.yaml': SYNONYMS,
  'knowledge/eligibility.yaml': ELIGIBILITY,
};

/** A whole, right set of knowledge, as small as it can be; `changed` replaces files (undefined leaves one out). */
export function smallKnowledge(changed: Record<string, string | undefined> = {}): SourceFile[] {
  return Object.entries({ ...FILES, ...changed }).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text }],
  );
}

/** The text of one of its files. */
export function smallFile(path: string): string {
  return FILES[path] ?? '';
}
