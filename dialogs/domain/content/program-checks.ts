import { placeholdersOf } from '../facts.js';
import { type Issue, show } from './finding.js';
import type { Program } from './program.js';
import { factNames, malformedFact, textsOf, unknownFacts } from './text-checks.js';

/** What program.yaml's facts say of each other: unknown names, circles, numbers written out beside `number:`. */
export function checkProgram(data: unknown, program: Program): Issue[] {
  const names = new Set([...factNames(program), 'n']);
  const inTexts = textsOf(data).flatMap(
    ({ path, text }) => [malformedFact(path, text), ...unknownFacts(path, text, names)].find(Boolean) ?? [],
  );
  return [...inTexts, ...numbersWrittenOut(program), ...circles(program)];
}

function numbersWrittenOut(program: Program): Issue[] {
  return Object.entries(program.facts).flatMap(([name, value]) => {
    if (typeof value === 'string' || !('number' in value)) return [];
    return Object.entries(value.text)
      .filter(([, text]) => !placeholdersOf(text).includes('n'))
      .map(([language, text]) => ({
        path: [...pathOf(name), language],
        what: `数を入れる場所「{{n}}」がありません: ${show(text)}`,
        fix: `数を「{{n}}」に置きかえて書いてください。例: "{{n}}${text.replace(/^\d+/, '')}"`,
      }));
  });
}

function circles(program: Program): Issue[] {
  const uses = (name: string) => {
    const value = program.facts[name];
    const texts = typeof value === 'string' ? [value] : value && 'text' in value ? Object.values(value.text) : [];
    return texts.flatMap(placeholdersOf);
  };
  const reaches = (from: string, goal: string, depth: number): boolean =>
    depth > 0 && uses(from).some((next) => next === goal || reaches(next, goal, depth - 1));
  const circular = Object.keys(program.facts).find((name) => reaches(name, name, 5));
  if (!circular) return [];
  return [
    {
      path: pathOf(circular),
      what: `「{{${circular}}}」は、値の中でめぐりめぐって自分自身を使っています。`,
      fix: '値の中の {{…}} を、ふつうの文字に変えてください。',
    },
  ];
}

/** `apply.url` → where it stands in the file. */
function pathOf(name: string): string[] {
  const [group = '', ...rest] = name.split('.');
  return [group, rest.join('.')];
}
