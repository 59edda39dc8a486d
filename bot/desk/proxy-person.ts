import type { IncomingMessage } from 'node:http';
import type { Person } from '../../dialogs/domain/staff/question.js';
import { withinNetworks } from '../http/networks.js';

/** A proxy that signs people in (Entra application proxy, App Service) and names them in a header. */
export interface ProxyRules {
  /** Name of the header. */
  header: string;
  /** Addresses and networks (`10.0.0.0/24`) that the proxy speaks from; from anywhere else the header is anybody's claim. */
  addresses: readonly string[];
  /** Who may come in, as the header names them. */
  people: readonly string[];
}

/** Finds the person whom a proxy of ours has signed in; undefined for everybody else. */
export function proxyPerson({
  header,
  addresses,
  people,
}: ProxyRules): (request: IncomingMessage) => Person | undefined {
  const name = header.toLowerCase();
  const known = new Set(people.map((one) => one.toLowerCase()));
  const isOurs = withinNetworks(addresses);
  return (request) => {
    const value = String(request.headers[name] ?? '').trim();
    // A header that came twice reads `a, b` here, which is nobody.
    if (!isOurs(request.socket.remoteAddress ?? '') || !known.has(value.toLowerCase())) return undefined;
    return { id: `proxy:${value.toLowerCase()}`, name: value.slice(0, 80) };
  };
}
