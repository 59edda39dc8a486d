import type { Config } from './config.js';
import type { WebServer } from './server.js';

/** Begins to listen; resolves with the address of the chat page. Rejects when the port is taken. */
export function listen({ server }: WebServer, { PORT, HOST, PUBLIC_URL }: Config): Promise<string> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(PORT, HOST, () => {
      const host = HOST === '0.0.0.0' ? 'localhost' : HOST;
      done(PUBLIC_URL ?? `http://${host}:${server.address().port}/`);
    });
  });
}

/** Takes no more requests; resolves when those under way are answered. */
export async function closeWeb({ server, closeStreams }: WebServer): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  closeStreams();
  server.server.closeIdleConnections();
  await closed;
}
