import { setTimeout as delay } from 'node:timers/promises';
import { DirectLineClient, Stream, type WireActivity } from '../support/direct-line-client.js';
import type { randomFrom } from '../support/random.js';
import { checkConversation } from './check-conversation.js';
import type { Tally } from './tally.js';

type Random = ReturnType<typeof randomFrom>;

/** What visitors say and press. */
const SAYINGS: object[] = [
  ...['費用はかかりますか', '個人事業主でも申し込めますか', '締め切りはいつですか', '対象になる企業は', '採択率は？'],
  ...[
    'ありがとう',
    'もっと詳しく',
    'Who can apply?',
    'あいうえお',
    '電話で聞きたい',
    '戻る',
    '支援の内容と費用を教えてください',
  ],
]
  .map<object>((text) => ({ text }))
  .concat([
    { value: { command: 'quiz' } },
    { value: { criterion: 'legal-form', answer: 'other' } },
    { value: { command: 'why' } },
    { value: { command: 'result' } },
    { value: { command: 'menu' } },
  ]);

/** Shares of messages before which the socket is cut, and that are sent twice at once. */
const CUT = 0.03;
const TWICE = 0.03;
/** What the socket has not brought by then does not count as late but as lost. */
const PATIENCE_MS = 60_000;

/** Somebody in a conversation of his own, with a socket, who notes what he was promised and what he got. */
export class Visitor {
  private readonly client: DirectLineClient;
  private stream: Stream | undefined;
  private readonly got: WireActivity[] = [];
  private readonly promised: string[] = [];

  constructor(
    url: string,
    private readonly random: Random,
    private readonly tally: Tally,
  ) {
    this.client = new DirectLineClient(url);
  }

  /** Opens the conversation. */
  async arrive(): Promise<void> {
    await this.client.open(this.random.next() < 0.2 ? 'en-US' : 'ja-JP');
    if (!this.client.conversationId) throw new Error('the conversation was not opened');
    this.tally.conversations += 1;
    this.stream = new Stream(this.client.streamUrl);
  }

  /** Says one thing; resolves when its replies have come by the socket. */
  async speak(): Promise<void> {
    if (this.random.next() < CUT) await this.reconnect();
    const twice = this.random.next() < TWICE;
    const activity = {
      type: 'message',
      channelData: { clientActivityID: `c${this.promised.length}` },
      ...this.random.pick(SAYINGS),
    };
    const ids = await Promise.all(twice ? [this.post(activity), this.post(activity)] : [this.post(activity)]);
    if (ids.some((id) => id === undefined)) return;
    if (new Set(ids).size > 1) this.tally.doubled.push(`a message sent twice has two ids: ${JSON.stringify(activity)}`);
    this.tally.sentTwice += Number(twice);
    this.tally.acknowledged += 1;
    this.promised.push(ids[0]!);
    await this.until(() => this.stream!.activities.some(({ replyToId }) => replyToId === ids[0]));
  }

  /** Compares what was promised with what came by the socket and with what is stored; then closes the window. */
  async leave(): Promise<void> {
    const { activities, watermark } = await this.client.read();
    await this.until(() => Number(this.stream!.watermark) >= Number(watermark));
    this.keep();
    this.stream?.close();
    const { lost, doubled } = checkConversation(this.promised, this.got, activities);
    this.tally.lost.push(...lost);
    this.tally.doubled.push(...doubled);
  }

  private async post(activity: object): Promise<string | undefined> {
    const sent = performance.now();
    const answer = await this.client.post(activity);
    const { id } = (await answer.json()) as { id?: string };
    this.tally.times.push(performance.now() - sent);
    if (answer.status === 200 && id) return id;
    this.tally.errors.push(`status ${answer.status} for ${JSON.stringify(activity)}`);
    return undefined;
  }

  /** Waits for what the socket is to bring. */
  private async until(isThere: () => boolean): Promise<void> {
    const stream = this.stream!;
    const late = new AbortController();
    const tooLate = delay(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => {});
    await Promise.race([stream.until(() => isThere() || stream.closeCode !== undefined), tooLate]);
    late.abort();
    if (stream.closeCode !== undefined) this.tally.errors.push(`the server closed a socket with ${stream.closeCode}`);
  }

  private async reconnect(): Promise<void> {
    const { watermark } = this.stream!;
    this.keep();
    this.stream!.close();
    const answer = await this.client.ask('GET', `/conversations/${this.client.conversationId}?watermark=${watermark}`);
    const { streamUrl } = (await answer.json()) as { streamUrl: string };
    this.stream = new Stream(streamUrl);
    this.stream.watermark = watermark;
    this.tally.reconnected += 1;
  }

  /** What a closed socket brought after its watermark was taken comes again on the next one, so it is counted up to there only. */
  private keep(): void {
    this.got.push(...this.stream!.activities.splice(0));
  }
}
