import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

/** Finds the address a request came from; returns it in a form fit as a key for limits (IPv6: its /64 network). */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * X-Forwarded-For is believed only as far as our own proxies wrote it: with `trustedProxies` of them in a row, the address
 * that the outermost one saw. With 0, or when the header is shorter, what stands further left is anybody's claim.
 */
export function clientAddress(trustedProxies: number): ClientAddress {
  return (request) => {
    const header = String(request.headers['x-forwarded-for'] ?? '');
    const hops = [...header.split(','), request.socket.remoteAddress ?? '']
      .map((hop) => plain(hop.trim()))
      .filter(isIP);
    return network(hops.at(-1 - Math.min(trustedProxies, hops.length - 1)) ?? 'unknown');
  };
}

/** An IPv4 address written as IPv6 (::ffff:1.2.3.4) as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
