import type { PageData } from '../page.js';
import { Banner } from './banner.js';
import { Chat } from './chat.js';
import { connectEmbedding } from './embedding.js';
import { Language } from './language.js';
import { connectLanguageLinks } from './language-links.js';
import { markLanguages } from './language-marks.js';
import { connectToolbar } from './toolbar.js';
import { UnreadCount } from './unread-count.js';
import { loadWebChat } from './web-chat.js';

/** The element; the page always has it. */
function element(selector: string): HTMLElement {
  return document.querySelector(selector) as HTMLElement;
}

async function start(): Promise<void> {
  const data = JSON.parse(element('#page-data').textContent ?? '') as PageData;
  const language = new Language(data.locale, data.texts);
  const banner = new Banner(element('.banner'));
  const unread = new UnreadCount(language);
  const place = element('#chat');
  markLanguages(place);
  const webChat = await loadWebChat(data.webChatUrl).catch(() => undefined);
  if (!webChat) {
    place.replaceChildren();
    return banner.show(language.text('failed'));
  }
  const links = { follow: (_activity: { locale?: string }) => {} };
  const chat = new Chat({
    webChat,
    place,
    language,
    banner,
    nonce: data.nonce,
    said: (activity) => {
      unread.add();
      links.follow(activity);
    },
    sent: () => {
      element('.notice').removeAttribute('open');
    },
  });
  links.follow = connectLanguageLinks(language, chat);
  connectToolbar(chat, language, banner);
  const embedding = data.embedded ? connectEmbedding() : undefined;
  await chat.connect();
  embedding?.ready();
}

void start();
