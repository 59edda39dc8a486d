import type { Issue } from './finding.js';
import { show } from './finding.js';
import type { Entry } from './knowledge.js';
import type { Program } from './program.js';
import { textsOf } from './text-checks.js';

const YEAR_DAYS = 365;
const INTAKE_DAYS = 31;

/** A warning about an entry (its path begins inside the entry) or, without one, about program.yaml. */
export interface Warning extends Issue {
  entry?: string;
}

/** Days from one `yyyy-mm-dd` to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Entries whose content nobody has looked at for a year. `today` is `yyyy-mm-dd` in Japan. */
export function unreviewed(entries: Entry[], today: string): Warning[] {
  return entries.flatMap(({ id, reviewed }) => {
    const fix = `内容を確かめて、reviewed: ${today} と書いてください。`;
    if (!reviewed) return [{ entry: id, path: [], what: `${show(id)}を確かめた日がありません。`, fix }];
    const days = daysBetween(reviewed, today);
    if (days <= YEAR_DAYS) return [];
    return [{ entry: id, path: ['reviewed'], what: `${show(id)}は、${days}日間確かめられていません。`, fix }];
  });
}

/** Dates of this fiscal year or later that have passed, a fiscal year that is over, an intake state not looked at lately. */
export function passedDates({ facts, fiscalYear, intake }: Program, today: string): Warning[] {
  const warnings: Warning[] = [];
  const begin = `${fiscalYear}-04-01`;
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'string' || !('date' in value) || value.date < begin || value.date >= today) continue;
    const [group = '', ...rest] = name.split('.');
    const what = `「{{${name}}}」の日付 ${value.date} は過ぎています。`;
    warnings.push({
      path: [group, rest.join('.'), 'date'],
      what,
      fix: '新しい日付に変えてください。過去のことなら、そのままで構いません。',
    });
  }
  if (today >= `${fiscalYear + 1}-04-01`) {
    const what = `fiscal-year は ${fiscalYear} ですが、その年度は終わっています。`;
    warnings.push({ path: ['fiscal-year'], what, fix: '年度の切りかえの手順（README）にそって変えてください。' });
  }
  const days = daysBetween(intake.checked, today);
  if (intake.state === 'open' && days > INTAKE_DAYS) {
    const what = `申込の受付（open）は、${days}日間確かめられていません。`;
    warnings.push({
      path: ['intake', 'checked'],
      what,
      fix: `受付中かを確かめて、checked: ${today} と書いてください。`,
    });
  }
  return warnings;
}

/** Years of another time in what people type, and in the facts' own words: what stays behind at a roll-over. */
export function oldYears(entries: Entry[], program: Program): Warning[] {
  const inEntries = entries.flatMap((entry) =>
    textsOf(entry.text).flatMap(({ path, text }) =>
      otherYears(text, program.fiscalYear).map((year) => ({ entry: entry.id, ...oldYear(path, year, text) })),
    ),
  );
  const inFacts = Object.entries(program.facts).flatMap(([name, fact]) => {
    const [group = '', ...rest] = name.split('.');
    return textsOf(typeof fact === 'object' && 'date' in fact ? {} : fact).flatMap(({ path, text }) =>
      otherYears(text, program.fiscalYear).map((year) =>
        oldYear([group, rest.join('.'), ...path.filter((key) => key !== 'text')], year, text),
      ),
    );
  });
  return [...inEntries, ...inFacts];
}

function oldYear(path: Issue['path'], year: string, text: string): Warning {
  const what = `今の年度ではない年「${year}」が書かれています: ${show(text)}`;
  return { path, what, fix: '年度は {{fiscal-year}} を使うか、いらなければ消してください。', letters: year };
}

/** Western and Reiwa years in a text that are neither the fiscal year nor the next. */
function otherYears(text: string, fiscalYear: number): string[] {
  const plain = text.normalize('NFKC');
  const western = [...plain.matchAll(/(?<!\d)(20\d\d)(?=\s*年|\s*fiscal|年度)|\bFY\s?(20\d\d)\b/gi)];
  const reiwa = [...plain.matchAll(/令和\s*(\d+)/g)];
  const now = [fiscalYear, fiscalYear + 1];
  return [
    ...western.filter((match) => !now.includes(Number(match[1] ?? match[2]))).map(([whole]) => whole),
    ...reiwa.filter((match) => !now.includes(Number(match[1]) + 2018)).map(([whole]) => whole),
  ];
}
