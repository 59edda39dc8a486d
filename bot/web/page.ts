import type { Locale } from '../channels/direct-line/incoming.js';
import type { Assets } from './assets.js';
import { html, jsonMarkup, type Markup } from './html.js';
import type { PageFacts, PageTexts, PageTextsByLocale } from './page-texts.js';

/** What one rendering of the chat page needs. */
export interface PageOptions {
  locale: Locale;
  /** Shown inside another site's frame: the chat alone. */
  embedded: boolean;
  texts: PageTextsByLocale;
  facts: PageFacts;
  assets: Pick<Assets, 'urlOf'>;
  /** Fresh for every response. */
  nonce: string;
  /** False when conversations live in the Azure service, which cannot delete one. */
  deletable: boolean;
}

/** What the page's script is told, as JSON in the page. */
export interface PageData {
  locale: Locale;
  embedded: boolean;
  texts: PageTextsByLocale;
  webChatUrl: string;
  nonce: string;
}

/** The chat page: of use to read before any script has come, and without scripts (title, notice, phone, mail). */
export function pageHtml(options: PageOptions): string {
  const { locale, embedded, texts, assets, nonce, facts } = options;
  const t = texts[locale];
  const data: PageData = { locale, embedded, texts, webChatUrl: assets.urlOf('webchat.js'), nonce };
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${t.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${t.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.urlOf('style.css')}">
<link rel="preload" as="script" href="${assets.urlOf('webchat.js')}">
<script async nonce="${nonce}" src="${assets.urlOf('page.js')}"></script>
</head>
<body${embedded ? html` class="embedded"` : undefined}>
<a class="skip" href="#chat" data-text="skip">${t.skip}</a>
${header(t, locale, embedded)}
<main>
${introduction(t, facts)}
${chat(t, options.deletable)}
${contact(t, facts)}
</main>
<script type="application/json" id="page-data">${jsonMarkup(data)}</script>
</body>
</html>
`.html;
}

function header(t: PageTexts, locale: Locale, embedded: boolean): Markup {
  const link = (to: Locale, name: string) =>
    html`<a href="?lang=${to}" hreflang="${to}" lang="${to}" data-language="${to}"${
      to === locale ? html` aria-current="true"` : undefined
    }>${name}</a>`;
  return html`<header>
<div class="name"><p class="overline" data-text="overline">${t.overline}</p>
<h1 data-text="heading">${t.heading}</h1></div>
${
  embedded
    ? undefined
    : html`<nav aria-label="${t.languageNav}" data-label="languageNav">${link('ja', '日本語')}${link('en', 'English')}</nav>`
}
</header>`;
}

function introduction(t: PageTexts, facts: PageFacts): Markup {
  return html`<section class="introduction">
<p class="lead" data-text="lead">${t.lead}</p>
<details class="notice" open>
<summary><h2 data-text="noticeHeading">${t.noticeHeading}</h2></summary>
<ul>
<li data-text="noticePurpose">${t.noticePurpose}</li>
<li data-text="noticePersonal">${t.noticePersonal}</li>
<li data-text="noticeKept">${t.noticeKept}</li>
<li><a href="${facts['privacy.url']}" target="_blank" rel="noopener noreferrer" data-text="privacyLink">${t.privacyLink}</a></li>
</ul>
</details>
</section>`;
}

function chat(t: PageTexts, deletable: boolean): Markup {
  const button = (
    name: 'restart' | 'save' | 'delete',
  ) => html`<button type="button" data-action="${name}" data-text="${name}"
 data-title="${name}Hint" title="${t[`${name}Hint`]}" disabled>${t[name]}</button>`;
  return html`<section class="chat" aria-labelledby="chat-heading">
<h2 id="chat-heading" class="unseen" data-text="chatHeading">${t.chatHeading}</h2>
<div class="toolbar" role="group" aria-label="${t.toolbar}" data-label="toolbar">
${button('restart')}${button('save')}${deletable ? button('delete') : undefined}
</div>
<p class="banner" role="status" hidden></p>
<div id="chat" tabindex="-1"><p class="loading" data-text="loading">${t.loading}</p></div>
<noscript><p class="loading">${t.noScript}</p></noscript>
</section>`;
}

function contact(t: PageTexts, facts: PageFacts): Markup {
  const phone = facts['contact.phone'] ?? '';
  const mail = facts['contact.email'] ?? '';
  return html`<section class="contact" aria-labelledby="contact-heading">
<h2 id="contact-heading" data-text="contactHeading">${t.contactHeading}</h2>
<p data-text="contactDesk">${t.contactDesk}</p>
<dl>
<div><dt data-text="contactPhone">${t.contactPhone}</dt><dd><a href="tel:+81-${phone.replace(/^0/, '')}">${phone}</a></dd></div>
<div><dt data-text="contactHours">${t.contactHours}</dt><dd data-text="hours">${t.hours}</dd></div>
<div><dt data-text="contactMail">${t.contactMail}</dt><dd><a href="mailto:${mail}">${mail}</a></dd></div>
</dl>
</section>`;
}
