import type { Banner } from './banner.js';
import { chatMiddleware } from './incoming-actions.js';
import type { Language } from './language.js';
import { patientCredentials } from './patient-credentials.js';
import { onLooksChanged, renderProps } from './render-props.js';
import { sentAfterAll } from './sent-after-all.js';
import { forget, keepConversation } from './session.js';
import { Transport } from './transport.js';
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

const STALL_CHECK_MS = 10_000;
/** After a reconnection, the echo of what was under way comes within this time. */
const ECHO_MS = 3_000;

/**
 * The chat on the page. It outlives its connections: when one ends for good (expired token, server restarted, long sleep), it
 * gets new credentials for the same conversation and goes on in the same transcript.
 */
export class Chat {
  private store: Store;
  private host: HTMLElement;
  private line: DirectLine | undefined;
  private connecting = false;
  private readonly transport = new Transport(Date.now);

  constructor(private readonly options: ChatOptions) {
    this.store = this.newStore();
    this.host = this.newHost();
    onLooksChanged(() => this.draw());
    // Web Chat would wait up to 15 seconds, and say nothing meanwhile.
    onSocketClosed((url) => url === this.line?.streamUrl && this.connectIn(this.transport.closed()));
    window.addEventListener('online', () => void this.connect());
    window.addEventListener('offline', () => this.options.banner.show(this.options.language.text('offline')));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.check());
  }

  /** Connects, as often as it takes, and says so when that took a while or brought a new conversation. */
  async connect(): Promise<void> {
    if (this.connecting) return;
    this.connecting = true;
    const { banner, language } = this.options;
    const given = await patientCredentials(banner, language);
    this.connecting = false;
    if (given.lost) {
      this.clear();
      banner.show(language.text('startedAnew'), 10);
    } else if (banner.shown) {
      banner.show(language.text('recovered'), 5);
    }
    const { lost: _lost, ...line } = given;
    this.leave();
    const webSocket = !this.transport.polling;
    this.watch({ ...line, webSocket, watermark: '0', conversationStartProperties: { locale: language.tag } });
  }

  /** Draws the chat anew, e.g. in another language. */
  draw(): void {
    if (!this.line) return;
    const { webChat, language, nonce } = this.options;
    webChat.renderWebChat({ directLine: this.line, store: this.store, nonce, ...renderProps(language) }, this.host);
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

  private connectIn(seconds: number): void {
    if (seconds === 0) void this.connect();
    else setTimeout(() => void this.connect(), seconds * 1000);
  }

  /** Polling ends without a word at the first answer that is an error; then something stays unread. */
  private async lookIfStalled(line: DirectLine): Promise<void> {
    if (this.line !== line) return;
    const before = line.watermark;
    const answer = await this.ask('GET', `/activities?watermark=${before}`).catch(() => undefined);
    const unread = answer?.ok && ((await answer.json()) as { activities: object[] }).activities.length > 0;
    if (!answer?.ok || (unread && line.watermark === before)) await this.connect();
  }

  private watch(settings: Parameters<WebChat['createDirectLine']>[0]): void {
    const line = this.options.webChat.createDirectLine(settings);
    this.line = line;
    this.transport.opening();
    if (this.transport.polling) setInterval(() => void this.lookIfStalled(line), STALL_CHECK_MS);
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
    const failed = (arrived: () => boolean) => {
      void this.check();
      setTimeout(() => arrived() || this.options.banner.show(this.options.language.text('sendFailed'), 10), ECHO_MS);
    };
    return this.options.webChat.createStore({}, sentAfterAll(failed), chatMiddleware({ said, sent }));
  }

  private newHost(): HTMLElement {
    const host = document.createElement('div');
    host.className = 'web-chat';
    this.options.place.replaceChildren(host);
    return host;
  }
}
