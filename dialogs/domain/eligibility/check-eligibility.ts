import type { Issue } from '../content/finding.js';
import type { Language } from '../content/knowledge.js';
import type { AnswerRule, Criterion, Eligibility } from './eligibility.js';
import { foldPhrase } from './fold-text.js';
import { commonOf } from './phrase-book.js';

/** The widest label that fits a button: twenty Japanese characters, forty Latin ones. */
const WIDEST_LABEL = 40;

/** What is wrong between the parts of the rules that each part alone does not show. Paths are those of the file. */
export function checkEligibility(rules: Eligibility): Issue[] {
  return [
    ...rules.criteria.flatMap((criterion, at) => [
      ...checkId(rules, criterion, at),
      ...checkCondition(rules, criterion, at),
      ...checkAnswers(criterion, at),
      ...checkTexts(criterion, at),
      ...checkWords(criterion, at),
    ]),
    ...checkCommon(rules),
  ];
}

function checkId({ criteria }: Eligibility, { id }: Criterion, at: number): Issue[] {
  if (criteria.findIndex((other) => other.id === id) === at) return [];
  const path = ['criteria', at, 'id'];
  return [{ path, what: `質問の名前「${id}」が2回使われています。`, fix: '片方を別の名前にするか、消してください。' }];
}

function checkCondition({ criteria }: Eligibility, { id, when }: Criterion, at: number): Issue[] {
  if (!when) return [];
  const path = ['criteria', at, 'when'];
  const parentAt = criteria.findIndex((other) => other.id === when.criterion);
  const parent = criteria[parentAt];
  if (!parent) {
    const what = `質問「${id}」は聞かれることがありません。条件の「${when.criterion}」という質問がないからです。`;
    return [{ path: [...path, 'criterion'], what, fix: `次のどれかにしてください: ${ids(criteria, id)}` }];
  }
  if (parentAt >= at) {
    const what = `質問「${id}」は聞かれることがありません。条件の「${when.criterion}」が、この質問より後にあるからです。`;
    return [{ path: [...path, 'criterion'], what, fix: `「${id}」を「${when.criterion}」のすぐ後に移してください。` }];
  }
  return when.is.flatMap((key, index) => {
    if (Object.hasOwn(parent.answers, key)) return [];
    const fix = `次のどれかにしてください: ${Object.keys(parent.answers).join('、')}`;
    return [{ path: [...path, 'is', index], what: `「${when.criterion}」に「${key}」という答えはありません。`, fix }];
  });
}

function ids(criteria: Criterion[], except: string): string {
  return criteria.flatMap(({ id }) => (id === except ? [] : [id])).join('、');
}

function checkAnswers({ id, answers }: Criterion, at: number): Issue[] {
  const path = ['criteria', at, 'answers'];
  const entries = Object.entries(answers);
  if (entries.length < 2) {
    return [
      { path, what: `質問「${id}」の答えが${entries.length}つしかありません。`, fix: '答えを2つ以上書いてください。' },
    ];
  }
  const roles = entries.flatMap(([key, rule]) => commonOf(key, rule) ?? []);
  const twice = entries.filter(([key, rule], index) => {
    const role = commonOf(key, rule);
    return (
      role !== undefined && roles.indexOf(role) !== entries.slice(0, index).filter(([k, r]) => commonOf(k, r)).length
    );
  });
  const repeated = twice.map(([key, rule]) => ({
    path: [...path, key],
    what: `「${commonOf(key, rule)}」と同じ意味の答えが2つあります。`,
    fix: 'common は、質問ごとに yes、no、unsure を1回ずつまでにしてください。',
  }));
  if (roles.includes('unsure')) return repeated;
  const what = `質問「${id}」に「わからない」に当たる答えがありません。`;
  return [
    ...repeated,
    { path, what, fix: 'unsure という名前の答えを加えるか、どれかの答えに common: unsure と書いてください。' },
  ];
}

/** Labels that fit their buttons, and a reason wherever an answer does not pass. */
function checkTexts({ answers }: Criterion, at: number): Issue[] {
  return Object.entries(answers).flatMap(([key, rule]) =>
    Object.entries(rule.text).flatMap(([language, { label, reason }]) => {
      const path = ['criteria', at, 'answers', key, language];
      const issues: Issue[] = [];
      if (widthOf(label) > WIDEST_LABEL) {
        const fix = '日本語なら20文字まで、半角なら40文字までにしてください。';
        issues.push({ path: [...path, 'label'], what: `ボタンの文字「${label}」が長すぎます。`, fix });
      }
      if (rule.effect !== 'pass' && !reason) {
        const what = `${key}（${rule.effect}）の理由（reason）が ${language} にありません。`;
        issues.push({ path, what, fix: 'reason: に、会社に伝える理由を書いてください。' });
      }
      return issues;
    }),
  );
}

function widthOf(label: string): number {
  return [...label].reduce((width, character) => width + (character.charCodeAt(0) < 0x100 ? 1 : 2), 0);
}

interface Word {
  key: string;
  words: string;
  path: (string | number)[];
}

/** Words that would name two answers of one question, or none at all. */
function checkWords({ answers }: Criterion, at: number): Issue[] {
  const words = Object.entries(answers).flatMap(([key, rule]) => wordsOf(key, rule, ['criteria', at, 'answers', key]));
  return [...checkFolded(words), ...twoMeanings(words)];
}

function wordsOf(key: string, { text }: AnswerRule, path: (string | number)[]): Word[] {
  return Object.entries(text).flatMap(([language, { label, say }]) => [
    { key, words: label, path: [...path, language, 'label'] },
    ...say.map((words, index) => ({ key, words, path: [...path, language, 'say', index] })),
  ]);
}

function checkFolded(words: Word[]): Issue[] {
  return words.flatMap(({ words: said, path }) => {
    if (/[?？]/.test(said)) {
      return [
        {
          path,
          what: `「${said}」は質問の形なので、答えとして読まれません。`,
          fix: '「？」を消すか、この言い方を消してください。',
        },
      ];
    }
    if (foldPhrase(said).length > 0) return [];
    return [
      {
        path,
        what: `「${said}」には、言葉として読める文字がありません。`,
        fix: '文字を書くか、この言い方を消してください。',
      },
    ];
  });
}

function twoMeanings(words: Word[]): Issue[] {
  const seen = new Map<string, Word>();
  return words.flatMap((word) => {
    const folded = foldPhrase(word.words).join('…');
    const other = seen.get(folded);
    if (!other) seen.set(folded, word);
    if (!other || other.key === word.key) return [];
    const what = `「${word.words}」は、「${other.key}」と「${word.key}」の両方の言い方になっています。`;
    return [{ path: word.path, what, fix: 'どちらか一方から消してください。' }];
  });
}

function checkCommon({ common }: Eligibility): Issue[] {
  const words = Object.entries(common).flatMap(([key, byLanguage]) =>
    Object.entries(byLanguage as Record<Language, string[]>).flatMap(([language, list]) =>
      list.map((said, index) => ({ key, words: said, path: ['common', key, language, index] })),
    ),
  );
  return [...checkFolded(words), ...twoMeanings(words)];
}
