import type { Locale } from '../../channels/direct-line/incoming.js';
import type { Chat } from './chat.js';
import type { Language } from './language.js';

const SETTLE_MS = 300;

/**
 * Makes the language links switch the page in place and tell the bot. Returns what makes the page follow the bot, when the
 * language is switched by a typed wish; it waits a moment, so that a replayed conversation switches once, to its last language.
 */
export function connectLanguageLinks(language: Language, chat: Chat): (activity: { locale?: string }) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const change = (locale: Locale) => {
    clearTimeout(timer);
    if (locale === language.locale) return false;
    language.switchTo(locale);
    chat.draw();
    return true;
  };
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-language]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const locale = link.dataset.language as Locale;
      if (change(locale)) chat.command({ command: 'language', locale });
    });
  }
  return ({ locale }) => {
    if (!locale) return;
    clearTimeout(timer);
    timer = setTimeout(() => change(locale.startsWith('en') ? 'en' : 'ja'), SETTLE_MS);
  };
}
