import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import type { EvalOptions, Limits } from './options.js';
import { confusions, judge, type Tally, type Tried, tallyBy } from './outcome.js';
import type { Question } from './question-file.js';
import { type LanguageReport, writeReport } from './report-page.js';
import { percent, textTable } from './tables.js';
import { thresholdCurve } from './threshold-curve.js';

/** Tries all questions, prints what became of them, writes the page if asked for; returns the limits missed. */
export function printQuestions(engine: AnswerEngine, questions: readonly Question[], options: EvalOptions): string[] {
  const tried = questions.map((question): Tried => {
    const decision = engine.decide(question.text, question.language);
    return { question, decision, outcome: judge(question, decision) };
  });
  const asked = tried.filter(({ question }) => question.ids.length > 0);
  const none = tried.filter(({ question }) => question.ids.length === 0);
  printTallies(asked, none);
  const languages = [...new Set(questions.map((question) => question.language))];
  const reports = languages.map((language) => reportOf(engine, tried, language));
  for (const report of reports) printReport(report);
  if (options.errors) printErrors(tried);
  if (options.report) writeReport(options.report, `Answers to ${questions.length} questions`, reports);
  return missedLimits(asked, none, options.limits);
}

function printTallies(asked: Tried[], none: Tried[]): void {
  const heads = ['asked', 'n', 'right', 'suggested', 'wrong', 'silent'];
  const languages = [...tallyBy(asked, ({ question }) => question.language)];
  const styles = [...tallyBy(asked, ({ question }) => `${question.language} ${question.style}`)];
  console.log(textTable([heads, ...[...languages, ...styles].map(tallyRow)]));
  const rows = [...tallyBy(none, ({ question }) => `${question.language} ${question.style}`)];
  console.log(`\n${textTable([['NONE', 'n', 'not answered', 'suggested', 'answered', ''], ...rows.map(tallyRow)])}`);
}

function tallyRow([name, { n, right, suggested, wrong, silent }]: [string, Tally]): string[] {
  const share = (count: number): string => `${count} (${percent(count / (n || 1))})`;
  return [name, String(n), share(right), share(suggested), share(wrong), share(silent)];
}

function reportOf(engine: AnswerEngine, tried: Tried[], language: string): LanguageReport {
  const own = tried.filter(({ question }) => question.language === language);
  const curve = thresholdCurve(
    engine,
    own.map(({ question }) => question),
  );
  return { language, byStyle: tallyBy(own, ({ question }) => question.style), curve, confusions: confusions(own) };
}

function printReport({ language, curve, confusions: pairs }: LanguageReport): void {
  const rows = curve.map(({ threshold, answered, precision, falselyAnswered }) => [
    ...[String(threshold), percent(answered), percent(precision), percent(falselyAnswered)],
  ]);
  console.log(`\n${language}: best candidate answered at a confidence of`);
  console.log(textTable([['at least', 'answered', 'precision', 'NONE answered'], ...rows]));
  for (const [pair, n] of pairs) console.log(`${language} wrong ${n}x: ${pair}`);
}

function printErrors(tried: Tried[]): void {
  for (const { question, decision, outcome } of tried) {
    if (outcome === 'right') continue;
    const given = 'ids' in decision ? decision.ids.join(' + ') : decision.kind;
    console.log(`${outcome}\t${question.language}\t${question.text}\t${question.ids.join('|') || 'NONE'}\t${given}`);
  }
}

function missedLimits(asked: Tried[], none: Tried[], limits: Limits): string[] {
  const missed: string[] = [];
  const check = (name: string, share: number, { min, max }: { min?: number; max?: number }): void => {
    if (min !== undefined && 100 * share < min) missed.push(`${name} ${percent(share)} < ${min} %`);
    if (max !== undefined && 100 * share > max) missed.push(`${name} ${percent(share)} > ${max} %`);
  };
  for (const [language, { n, right, suggested, wrong }] of tallyBy(asked, ({ question }) => question.language)) {
    check(`${language} right`, right / n, { min: limits.minRight });
    check(`${language} right or suggested`, (right + suggested) / n, { min: limits.minNear });
    check(`${language} wrong`, wrong / n, { max: limits.maxWrong });
  }
  const answered = none.filter(({ outcome }) => outcome === 'wrong').length;
  check('NONE answered', answered / (none.length || 1), { max: limits.maxNone });
  return missed;
}
