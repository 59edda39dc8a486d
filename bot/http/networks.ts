import { BlockList, isIP, isIPv6 } from 'node:net';

/** Whether a text is an address or a network. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= most);
  return isIP(address) > 0 && fits && rest.length === 0;
}

/** Whether an address is one of these, or in one of these networks. */
export function withinNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) addTo(list, network);
  return (address) => {
    const bare = plain(address);
    return isIP(bare) > 0 && list.check(bare, familyOf(bare));
  };
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
