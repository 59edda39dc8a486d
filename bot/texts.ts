import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import i18next, { type Resource } from 'i18next';
import type { Texts } from '../dialogs/texts.js';

/** The language a conversation begins in when the visitor's is none of ours. */
export const DEFAULT_LANGUAGE = 'ja';

/**
 * The bot's manners from `locales/<language>/<group>.json`; a key is `group.path.to.text`. A further language is a further
 * folder. Throws when a file is not JSON.
 */
export function loadTexts(folder: string): Texts & { group(language: string, name: string): Record<string, string> } {
  const languages = readdirSync(folder).sort((a, b) => Number(b === DEFAULT_LANGUAGE) - Number(a === DEFAULT_LANGUAGE));
  const groups = new Map(languages.map((language) => [language, readGroups(join(folder, language))]));
  const resources: Resource = Object.fromEntries([...groups].map(([language, texts]) => [language, { texts }]));
  const i18n = i18next.createInstance();
  void i18n.init({
    resources,
    lng: DEFAULT_LANGUAGE,
    fallbackLng: DEFAULT_LANGUAGE,
    defaultNS: 'texts',
    initAsync: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (_text, match: RegExpExecArray) => match[0],
  });
  const templates = new Map<string, string>();
  const templateOf = (language: string, key: string) => {
    const place = `${language} ${key}`;
    const template = templates.get(place) ?? i18n.t(key, { lng: language, skipInterpolation: true });
    templates.set(place, template);
    return template;
  };
  return {
    languages,
    group: (language, name) => groups.get(language)?.[name] ?? {},
    // i18next finds the template, once; only a count may change which one it is.
    say: (language, key, parameters = {}) =>
      'count' in parameters
        ? i18n.t(key, { ...parameters, lng: language })
        : putInto(templateOf(language, key), parameters),
    words: (language, key) => {
      const found = i18n.t(key, { lng: language, returnObjects: true }) as unknown;
      return Array.isArray(found) ? found.map(String) : [];
    },
  };
}

/** Parameters in their places; a place of another name stays as it is. */
function putInto(template: string, parameters: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{\{(.+?)\}\}/g, (whole, name: string) => String(parameters[name.trim()] ?? whole));
}

function readGroups(folder: string): Record<string, Record<string, string>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [basename(name, '.json'), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}
