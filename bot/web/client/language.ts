import type { Locale } from '../../channels/direct-line/incoming.js';
import type { PageTexts, PageTextsByLocale } from '../page-texts.js';

/** The page's language and its texts; switching rewrites the page in place. */
export class Language {
  constructor(
    public locale: Locale,
    private readonly texts: PageTextsByLocale,
  ) {}

  get tag(): 'ja-JP' | 'en-US' {
    return this.locale === 'ja' ? 'ja-JP' : 'en-US';
  }

  get all(): PageTexts {
    return this.texts[this.locale];
  }

  /** A phrase, with `{{name}}` filled in. */
  text(key: string, values: Record<string, string> = {}): string {
    return (this.all[key] ?? '').replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** Puts every phrase of the page, the title, the address and the `lang` attribute into the language. */
  switchTo(locale: Locale): void {
    this.locale = locale;
    document.documentElement.lang = locale;
    document.title = this.text('title');
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
      element.textContent = this.text(element.dataset.text ?? '');
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
      element.setAttribute('aria-label', this.text(element.dataset.label ?? ''));
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-title]')) {
      element.title = this.text(element.dataset.title ?? '');
    }
    for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) {
      if (link.dataset.language === locale) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    const address = new URL(location.href);
    address.searchParams.set('lang', locale);
    history.replaceState(null, '', address);
  }
}
