/** The parts of the Web Chat bundle (`window.WebChat`) that the page uses. */
export interface WebChat {
  createDirectLine(options: DirectLineSettings): DirectLine;
  createStore(state: object, ...middleware: StoreMiddleware[]): Store;
  renderWebChat(props: object, element: HTMLElement): void;
}

export interface DirectLineSettings {
  domain: string;
  token: string;
  conversationId?: string;
  watermark?: string;
  webSocket?: boolean;
  conversationStartProperties?: { locale: string };
}

interface Observed<T> {
  subscribe(observer: { next?: (value: T) => void; error?: (error: unknown) => void }): { unsubscribe(): void };
}

/** directlinejs' connection; it keeps `token`, `conversationId`, `streamUrl` and `watermark` current. */
export interface DirectLine {
  connectionStatus$: Observed<number>;
  activity$: Observed<object>;
  conversationId?: string;
  token?: string;
  domain?: string;
  streamUrl?: string;
  watermark?: string;
  end(): void;
}

/** directlinejs' ConnectionStatus. */
export const ConnectionStatus = { online: 2, expiredToken: 3, failedToConnect: 4, ended: 5 } as const;

export interface Action {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: Web Chat's actions have no published types.
  payload?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  meta?: any;
}

export interface Store {
  dispatch(action: Action): void;
}

export type StoreMiddleware = (store: Store) => (next: (action: Action) => unknown) => (action: Action) => unknown;

/** Loads the bundle, once; rejects when it cannot be had. */
export function loadWebChat(url: string): Promise<WebChat> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve((window as unknown as { WebChat: WebChat }).WebChat);
    script.onerror = () => reject(new Error('the chat bundle did not load'));
    document.head.append(script);
  });
}

/** Calls back with the address of every WebSocket of the page that closes. To be called before any is opened. */
export function onSocketClosed(listener: (url: string) => void): void {
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('close', () => listener(this.url));
    }
  };
}
