import type { Banner } from './banner.js';
import { chatMiddleware } from './incoming-actions.js';
import type { Language } from './language.js';
import { cardsHostConfig, styleOptions } from './looks.js';
import { Busy, credentials, forget, keepConversation } from './session.js';
import { ConnectionStatus, type DirectLine, onSocketClosed, type Store, type WebChat } from './web-chat.js';

/** What a chat stands on. */
export interface ChatOptions {
  webChat: WebChat;
  /** Element that the chat is put into. */
  place: HTMLElement;
  language: Language;
  banner: Banner;
  nonce: string;
  said: (activity: { locale?: string }) => void;
  sent: () => void;
}

const LONGEST_WAIT_S = 30;

/**
 * The chat on the page. It outlives its connections: when one ends for good (expired token, server restarted, long sleep), it
 * gets new credentials for the same conversation and goes on in the same transcript.
 */
export class Chat {
  private store: Store;
  private host: HTMLElement;
  private line: DirectLine | undefined;
  private connecting = false;

  constructor(private readonly options: ChatOptions) {
    this.store = this.newStore();
    this.host = this.newHost();
    const redraw = () => this.draw();
    for (const query of [darkScheme(), reducedMotion()]) query.addEventListener('change', redraw);
    // Web Chat would wait up to 15 seconds, and say nothing meanwhile.
    onSocketClosed((url) => url === this.line?.streamUrl && void this.connect());
    window.addEventListener('online', () => void this.check());
    window.addEventListener('offline', () => this.options.banner.show(this.options.language.text('offline')));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.check());
  }

  /** Connects, as often as it takes; `announce` says what to tell when it works again. */
  async connect(): Promise<void> {
    if (this.connecting) return;
    this.connecting = true;
    const { banner, language } = this.options;
    const given = await this.credentialsInTheEnd();
    this.connecting = false;
    if (given.lost) {
      this.clear();
      banner.show(language.text('startedAnew'), 10);
    } else if (banner.shown) {
      banner.show(language.text('recovered'), 5);
    }
    const { lost: _lost, ...line } = given;
    this.leave();
    this.watch({ ...line, watermark: '0', conversationStartProperties: { locale: language.tag } });
  }

  /** Draws the chat anew, e.g. in another language. */
  draw(): void {
    if (!this.line) return;
    const { webChat, language, nonce } = this.options;
    const dark = darkScheme().matches;
    webChat.renderWebChat(
      {
        directLine: this.line,
        store: this.store,
        locale: language.tag,
        nonce,
        styleOptions: styleOptions(dark, reducedMotion().matches),
        groupActivitiesMiddleware: () => () => eachByItself,
        adaptiveCardsHostConfig: cardsHostConfig(dark),
        overrideLocalizedStrings: (strings: object) => ({ ...strings, ...localizedStrings(language) }),
      },
      this.host,
    );
  }

  /** Sends a command in the user's name; nothing of it is shown but the answer. */
  command(value: object): void {
    const activity = { type: 'message', value, channelData: { postBack: true } };
    this.store.dispatch({ type: 'DIRECT_LINE/POST_ACTIVITY', meta: { method: 'keyboard' }, payload: { activity } });
  }

  /** Asks the server about the own conversation; undefined when there is none yet. */
  async ask(method: 'GET' | 'DELETE', path = ''): Promise<Response | undefined> {
    const { conversationId, token, domain } = this.line ?? {};
    if (!conversationId) return undefined;
    const headers = { Authorization: `Bearer ${token}` };
    return fetch(`${domain}/conversations/${conversationId}${path}`, { method, headers });
  }

  /** Leaves the conversation and starts a new one on an empty screen. */
  async startNew(): Promise<void> {
    forget();
    this.clear();
    await this.connect();
  }

  /** Looks whether the own conversation can be reached; if not, connects anew without waiting for Web Chat to notice. */
  async check(): Promise<void> {
    if (this.connecting || !this.line?.conversationId) return;
    const answer = await this.ask('GET', '/activities?watermark=999999999').catch(() => undefined);
    if (!answer?.ok) await this.connect();
  }

  private async credentialsInTheEnd(): ReturnType<typeof credentials> {
    const { banner, language } = this.options;
    for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_WAIT_S)) {
      try {
        return await credentials();
      } catch (error) {
        const seconds = error instanceof Busy ? error.seconds : wait;
        const text =
          error instanceof Busy ? language.text('busy', { seconds: String(seconds) }) : language.text('offline');
        banner.show(text);
        await soon(seconds);
      }
    }
  }

  private watch(settings: Parameters<WebChat['createDirectLine']>[0]): void {
    const line = this.options.webChat.createDirectLine(settings);
    this.line = line;
    const ended = () => {
      if (this.line === line) void this.connect();
    };
    line.connectionStatus$.subscribe({
      next: (status) => {
        if (status === ConnectionStatus.online && line.conversationId) keepConversation(line.conversationId);
        if (status >= ConnectionStatus.expiredToken) ended();
      },
    });
    this.draw();
    // The server says so when the conversation is gone; Web Chat itself would go on showing "connected".
    line.activity$.subscribe({ error: ended });
  }

  /** The old connection is ended only now: until then, it may still carry something. */
  private leave(): void {
    const old = this.line;
    this.line = undefined;
    old?.end();
  }

  private clear(): void {
    this.leave();
    this.store = this.newStore();
    this.host.remove();
    this.host = this.newHost();
  }

  private newStore(): Store {
    const { said, sent } = this.options;
    const notSent = () => {
      this.options.banner.show(this.options.language.text('sendFailed'), 10);
      void this.check();
    };
    return this.options.webChat.createStore({}, chatMiddleware({ said, sent, notSent }));
  }

  private newHost(): HTMLElement {
    const host = document.createElement('div');
    host.className = 'web-chat';
    this.options.place.replaceChildren(host);
    return host;
  }
}

/** Every message has its own time and feedback buttons, also when two come at once. */
function eachByItself({ activities }: { activities: object[] }): object {
  const each = activities.map((activity) => [activity]);
  return { sender: each, status: each };
}

function localizedStrings(language: Language): object {
  return {
    TEXT_INPUT_PLACEHOLDER: language.text('inputPlaceholder'),
    VOTE_LIKE_ALT: language.text('helpful'),
    VOTE_DISLIKE_ALT: language.text('unhelpful'),
  };
}

function soon(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    window.addEventListener(
      'online',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function darkScheme(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function reducedMotion(): MediaQueryList {
  return matchMedia('(prefers-reduced-motion: reduce)');
}
