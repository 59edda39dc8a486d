import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Person } from '../../dialogs/domain/staff/question.js';

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
  const proxies = new BlockList();
  for (const address of addresses) addTo(proxies, address);
  return (request) => {
    const peer = plain(request.socket.remoteAddress ?? '');
    const value = String(request.headers[name] ?? '').trim();
    // A header that came twice reads `a, b` here, which is nobody.
    if (!isIP(peer) || !proxies.check(peer, familyOf(peer)) || !known.has(value.toLowerCase())) return undefined;
    return { id: `proxy:${value.toLowerCase()}`, name: value.slice(0, 80) };
  };
}

/** Whether a text is an address or a network. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= most);
  return isIP(address) > 0 && fits && rest.length === 0;
}

function addTo(list: BlockList, network: string): void {
  const [address = '', prefix] = network.split('/');
  if (prefix === undefined) list.addAddress(address, familyOf(address));
  else list.addSubnet(address, Number(prefix), familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** An IPv4 address written as IPv6 (::ffff:1.2.3.4) as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
