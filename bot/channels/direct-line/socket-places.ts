import type { WebSocket } from 'ws';

/** How many sockets there may be in this process, and of one conversation. */
export interface SocketLimits {
  all: number;
  ofOne: number;
}

/** "Try again later": Web Chat comes back by itself within seconds, and goes on where it was. */
const TRY_AGAIN_LATER = 1013;
const FAREWELL_MS = 1_000;

/**
 * The open sockets of this process. When there is no place for one more, the one goes that has brought nothing for longest:
 * of the same conversation if that has too many, else of all. Nothing is lost by it but the connection.
 */
export class SocketPlaces {
  /** In order of use, the longest unused first. */
  private readonly held = new Map<WebSocket, string>();
  private readonly ofConversation = new Map<string, Set<WebSocket>>();

  constructor(private readonly limits: SocketLimits) {}

  /** Gives a socket its place, at the cost of another one if need be. */
  take(socket: WebSocket, conversation: string): void {
    const own = this.ofConversation.get(conversation) ?? new Set();
    if (own.size >= this.limits.ofOne) this.evict(own.values().next().value!);
    else if (this.held.size >= this.limits.all) this.evict(this.held.keys().next().value!);
    this.held.set(socket, conversation);
    this.ofConversation.set(conversation, own.add(socket));
    socket.on('close', () => this.release(socket));
  }

  /** Notes that a socket has brought something. */
  use(socket: WebSocket): void {
    const conversation = this.held.get(socket);
    if (conversation === undefined) return;
    this.held.delete(socket);
    this.held.set(socket, conversation);
    const own = this.ofConversation.get(conversation);
    if (own?.delete(socket)) own.add(socket);
  }

  private release(socket: WebSocket): void {
    const conversation = this.held.get(socket);
    if (conversation === undefined) return;
    this.held.delete(socket);
    const own = this.ofConversation.get(conversation);
    own?.delete(socket);
    if (own?.size === 0) this.ofConversation.delete(conversation);
  }

  private evict(socket: WebSocket): void {
    this.release(socket);
    socket.close(TRY_AGAIN_LATER, 'too many connections: the longest unused one is closed');
    // Whoever does not say goodbye is not waited for.
    setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
  }
}
