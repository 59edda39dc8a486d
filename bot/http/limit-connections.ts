import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Holds a server to so many plain HTTP connections at a time. One more takes the place of the one that has asked nothing for
 * longest; when every one is being answered, the newcomer is cut off. WebSockets are not counted: they have a limit of their own.
 */
export function limitConnections(server: Server, most: number): void {
  // In order of use, the longest unused first.
  const idle = new Set<Socket>();
  const busy = new Set<Socket>();
  server.on('connection', (socket) => {
    if (idle.size + busy.size >= most && !cutOff(idle)) return void socket.destroy();
    idle.add(socket);
    socket.once('close', () => forget(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response) => {
    idle.delete(socket);
    busy.add(socket);
    response.once('close', () => {
      if (busy.delete(socket) && !socket.destroyed) idle.add(socket);
    });
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => forget(socket));

  const forget = (socket: Socket) => {
    idle.delete(socket);
    busy.delete(socket);
  };
}

function cutOff(idle: Set<Socket>): boolean {
  const [longest] = idle;
  if (!longest) return false;
  idle.delete(longest);
  longest.destroy();
  return true;
}
