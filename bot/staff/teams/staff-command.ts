import { normalizePhrase } from '../../../dialogs/domain/normalize-phrase.js';
import type { Texts } from '../../../dialogs/texts.js';

/** What staff can say in a channel. `areas`: FAQ areas whose questions shall come here. */
export type StaffCommand = { name: 'on'; areas: string[] } | { name: 'off' | 'check' | 'digest' };

const NAMES = ['on', 'off', 'check', 'digest'] as const;

/** Reads a command of the staff (locales: commands, `staff-channel-…`); `on` may be followed by areas. Undefined for anything else. */
export function readStaffCommand(text: string, texts: Texts): StaffCommand | undefined {
  const typed = text.normalize('NFKC').trim();
  for (const name of NAMES) {
    const phrases = texts.languages.flatMap((language) => texts.words(language, `commands.staff-channel-${name}`));
    for (const phrase of phrases) {
      if (normalizePhrase(typed) === normalizePhrase(phrase)) return name === 'on' ? { name, areas: [] } : { name };
      const rest = name === 'on' ? restAfter(typed, phrase) : undefined;
      if (rest) return { name: 'on', areas: rest.split(/[\s,、]+/).filter(Boolean) };
    }
  }
  return undefined;
}

/** 「担当チャンネルにする apply cost」 → `apply cost`. */
function restAfter(typed: string, phrase: string): string | undefined {
  const begins = typed.toLowerCase().startsWith(`${phrase.toLowerCase()} `);
  const rest = begins ? typed.slice(phrase.length).trim().toLowerCase() : '';
  return /^[a-z-]+([\s,、]+[a-z-]+)*$/.test(rest) ? rest : undefined;
}
