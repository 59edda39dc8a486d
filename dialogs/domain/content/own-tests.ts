import type { Decision } from '../answer/answer-engine.js';
import { type Finding, show } from './finding.js';
import type { Entry, Language } from './knowledge.js';

/** What staff's own test questions say of a set of knowledge. */
export interface OwnTests {
  /** Questions asked. */
  total: number;
  failures: OwnTestFailure[];
}

/** A test question that leads elsewhere, at its place in the entry's data. */
export interface OwnTestFailure {
  id: string;
  path: (string | number)[];
  what: string;
  fix: string;
}

/** Asks the test questions beside each entry: those under `tests` must lead to it, those under `not` must not. */
export function runOwnTests(entries: Entry[], decide: (text: string, language: Language) => Decision): OwnTests {
  const failures: OwnTestFailure[] = [];
  let total = 0;
  for (const entry of entries) {
    for (const [language, { tests = [], not = [] }] of Object.entries(entry.text)) {
      total += tests.length + not.length;
      const led = (question: string) => placesOf(decide(question, language));
      for (const [index, question] of tests.entries()) {
        const places = led(question);
        if (places[0] !== entry.id) failures.push(missed(entry.id, [language, 'tests', index], question, places));
      }
      for (const [index, question] of not.entries()) {
        if (led(question)[0] === entry.id) failures.push(caught(entry.id, [language, 'not', index], question));
      }
    }
  }
  return { total, failures };
}

/** Where a decision sends the person: entries for an answer, none otherwise. */
function placesOf(decision: Decision): string[] {
  return decision.kind === 'answer' ? decision.ids : [];
}

function missed(id: string, path: OwnTestFailure['path'], question: string, places: string[]): OwnTestFailure {
  const instead = places[0] ? `${show(places[0])}が答えます` : '答えが出ません';
  const what = `確認用の質問 ${show(question)}に、${show(id)}ではなく、${instead}。`.replace(
    'ではなく、答えが出ません',
    'の答えが出ません',
  );
  return {
    id,
    path,
    what,
    fix: 'この質問に近い言い方を ask に加えるか、ほかの項目の紛らわしい言い方を直してください。',
  };
}

function caught(id: string, path: OwnTestFailure['path'], question: string): OwnTestFailure {
  const what = `答えてはいけない質問 ${show(question)}に、${show(id)}が答えます。`;
  return { id, path, what, fix: 'この質問に近い言い方を ask から消すか、正しい項目の ask に加えてください。' };
}

/** The failures as findings, given where each entry's data stands. */
export function ownTestFindings(
  { failures }: OwnTests,
  place: (id: string, failure: Pick<OwnTestFailure, 'path' | 'what' | 'fix'>) => Finding,
): Finding[] {
  return failures.map((failure) => place(failure.id, failure));
}
