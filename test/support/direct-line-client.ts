import { WebSocket } from 'ws';

/** A program that talks Direct Line, as a test needs it: every call gives the raw response, or the parsed answer. */
export class DirectLineClient {
  token = '';
  resume = '';
  conversationId = '';
  streamUrl = '';

  constructor(
    readonly url: string,
    readonly headers: Record<string, string> = {},
  ) {}

  /** Asks for a path under /v3/directline with the token it has, or another bearer. */
  ask(method: string, path: string, body?: unknown, bearer: string = this.token): Promise<Response> {
    const headers = {
      ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...this.headers,
    };
    return fetch(`${this.url}/v3/directline${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  /** Gets a token and opens a conversation; returns itself. */
  async open(locale = 'ja-JP'): Promise<this> {
    Object.assign(this, await (await this.ask('POST', '/tokens/generate', {})).json());
    const { token, conversationId, streamUrl } = await (await this.ask('POST', '/conversations', { locale })).json();
    return Object.assign(this, { token, conversationId, streamUrl });
  }

  /** Posts an activity to the own conversation. */
  post(activity: object): Promise<Response> {
    return this.ask('POST', `/conversations/${this.conversationId}/activities`, activity);
  }

  /** Says something. */
  say(text: string): Promise<Response> {
    return this.post({ type: 'message', text });
  }

  /** Reads the activities after a watermark. */
  async read(watermark = ''): Promise<{ activities: WireActivity[]; watermark: string }> {
    const path = `/conversations/${this.conversationId}/activities?watermark=${watermark}`;
    return (await this.ask('GET', path)).json() as Promise<{ activities: WireActivity[]; watermark: string }>;
  }
}

/** An activity as a client sees it. */
export interface WireActivity {
  id: string;
  type: string;
  text?: string;
  value?: unknown;
  locale?: string;
  timestamp: string;
  replyToId?: string;
  from: { id: string; name: string; role: string };
  conversation: { id: string };
  channelData: Record<string, unknown>;
  [field: string]: unknown;
}

/** A WebSocket whose activities can be waited for. */
export class Stream {
  readonly activities: WireActivity[] = [];
  watermark = '';
  closeCode: number | undefined;
  closeReason = '';
  private readonly socket: WebSocket;
  private wake = () => {};

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, { headers });
    this.socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      this.activities.push(...frame.activities);
      this.watermark = frame.watermark;
      this.wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', (code, reason) => {
      this.closeCode = code;
      this.closeReason = String(reason);
      this.wake();
    });
  }

  /** Resolves when `holds` does; it is asked after every frame and at the end. */
  async until(holds: () => boolean): Promise<this> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this;
  }

  /** Sends a raw frame. */
  send(frame: string): void {
    this.socket.send(frame);
  }

  close(): void {
    this.socket.close();
  }
}
