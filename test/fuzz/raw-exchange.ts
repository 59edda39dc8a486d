import { connect } from 'node:net';

/** How long an answer may take before it counts as none: far more than any takes, on a machine that is busy with other work. */
const PATIENCE_MS = 60_000;

/**
 * Sends bytes as they are and hangs up its own half; resolves with the status of the answer, 0 for a connection that was closed
 * without one. Rejects when nothing at all happens.
 */
export function rawExchange(port: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let status = 0;
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer, and no end either')));
    socket.on('data', (data) => {
      status ||= Number(/^HTTP\/1\.1 (\d{3})/.exec(data.toString('latin1'))?.[1] ?? 0);
      // An interim answer is none, and a WebSocket would stay.
      if (status === 100) status = 0;
      if (status === 101) socket.destroy();
    });
    socket.on('end', () => socket.end());
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === undefined) reject(error);
    });
    socket.on('close', () => resolve(status));
    socket.end(bytes);
  });
}
