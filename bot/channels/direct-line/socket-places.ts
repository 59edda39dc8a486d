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

  constructor(private readonly limits: SocketLimits) {}

  /** Gives a socket its place, at the cost of another one if need be. */
  take(socket: WebSocket, conversation: string): void {
    const own = [...this.held].filter(([, other]) => other === conversation);
    if (own.length >= this.limits.ofOne) this.evict(own[0]![0]);
    else if (this.held.size >= this.limits.all) this.evict(this.held.keys().next().value!);
    this.held.set(socket, conversation);
    socket.on('close', () => this.held.delete(socket));
  }

  /** Notes that a socket has brought something. */
  use(socket: WebSocket): void {
    const conversation = this.held.get(socket);
    if (conversation === undefined) return;
    this.held.delete(socket);
    this.held.set(socket, conversation);
  }

  private evict(socket: WebSocket): void {
    this.held.delete(socket);
    socket.close(TRY_AGAIN_LATER, 'too many connections: the longest unused one is closed');
    // Whoever does not say goodbye is not waited for.
    setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
  }
}
