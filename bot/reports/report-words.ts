import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { Texts } from '../../dialogs/texts.js';
import type { ReportWords } from './report-parts.js';
import { daysOf } from './week.js';

/** The words of reports in one language, with entries and criteria as the knowledge names them now. */
export function reportWords(texts: Texts, { entries, eligibility }: Knowledge, language: Language): ReportWords {
  const titles = new Map(entries.map(({ id, text }) => [id, text[language]?.question]));
  const subjects = new Map(eligibility.criteria.map(({ id, text }) => [id, text[language]?.subject]));
  return {
    say: (key, parameters) => texts.say(language, `desk.report.${key}`, parameters),
    entry: (id) => titles.get(id) ?? id,
    criterion: (id) => subjects.get(id) ?? id,
    language: (name) => (texts.languages.includes(name) ? texts.say(language, `desk.languages.${name}`) : name),
    week: (week) => texts.say(language, 'desk.report.week', { day: daysOf(week)?.[0] ?? week }),
    weekShort: (week) => {
      const [, month = '', day = ''] = (daysOf(week)?.[0] ?? '').split('-');
      return texts.say(language, 'desk.report.week-short', { month: Number(month), day: Number(day) });
    },
    criteria: eligibility.criteria.map(({ id }) => id),
  };
}
