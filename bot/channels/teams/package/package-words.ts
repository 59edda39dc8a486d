import type { Language } from '../../../../dialogs/domain/content/knowledge.js';
import type { Program } from '../../../../dialogs/domain/content/program.js';
import { fill, programFacts } from '../../../../dialogs/domain/facts.js';
import type { Texts } from '../../../../dialogs/texts.js';

/** The words of the app packages: from the locales and the programme's facts, none of their own. */
export function packageWords(texts: Texts, program: Program): (language: Language, key: string) => string {
  return (language, key) => {
    const facts = programFacts(program, language, (year) => texts.say(language, 'facts.fiscal-year', { year }));
    return fill(sourceOf(texts, language, key), facts);
  };
}

function sourceOf(texts: Texts, language: Language, key: string): string {
  if (key === 'developer') return '{{contact.organization}}';
  if (key === 'website') return '{{apply.url}}';
  if (key === 'privacy') return '{{privacy.url}}';
  const [, role, name, part] = /^command\.(user|staff)\.([\w-]+)\.(title|description)$/.exec(key) ?? [];
  if (part === 'description') return texts.say(language, `teams.describe.${name}`);
  if (role === 'user') return texts.say(language, `bot.button.${name}`);
  if (role === 'staff') return capitalized(texts.words(language, `commands.${name}`)[0] ?? '');
  return texts.say(language, `teams.package.${key}`);
}

function capitalized(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
