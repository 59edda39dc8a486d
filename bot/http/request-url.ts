import type { IncomingMessage } from 'node:http';

/** The path and query of a request. Whatever a client has sent there is read without an error: nonsense is the address `/`. */
export function requestUrl({ url = '/' }: Pick<IncomingMessage, 'url'>): URL {
  // Not as a reference to resolve: `//` would be one to a host without a name.
  const address = `http://localhost${url}`;
  return new URL(URL.canParse(address) ? address : 'http://localhost/');
}
