/** What is missing where staff are signed in by a proxy: believed by halves, its header would let anybody in. */
export function halfProxy(values: {
  STAFF_PROXY_HEADER?: string;
  STAFF_PROXY_ADDRESSES: string[];
  STAFF_PEOPLE: string[];
  TRUSTED_PROXIES: number;
}): [name: string, message: string][] {
  const { STAFF_PROXY_HEADER: header, STAFF_PROXY_ADDRESSES: addresses } = values;
  if (!header) {
    const message = 'is needed with STAFF_PROXY_ADDRESSES, e.g. X-MS-CLIENT-PRINCIPAL-ID; without a proxy, remove both';
    return addresses.length > 0 ? [['STAFF_PROXY_HEADER', message]] : [];
  }
  if (/^x-forwarded-/i.test(header))
    return [['STAFF_PROXY_HEADER', 'must name the header that holds the person, e.g. X-MS-CLIENT-PRINCIPAL-ID']];
  const gaps: [boolean, string, string][] = [
    [
      addresses.length === 0,
      'STAFF_PROXY_ADDRESSES',
      'is needed with STAFF_PROXY_HEADER: the addresses the proxy speaks from, e.g. 10.0.0.4',
    ],
    [
      values.STAFF_PEOPLE.length === 0,
      'STAFF_PEOPLE',
      'is needed with STAFF_PROXY_HEADER: who may come in, as the header names them, separated by commas',
    ],
    [
      values.TRUSTED_PROXIES === 0,
      'TRUSTED_PROXIES',
      'must be at least 1 with STAFF_PROXY_HEADER: the number of proxies in front, e.g. 1',
    ],
  ];
  return gaps.flatMap(([gap, name, message]): [string, string][] => (gap ? [[name, message]] : []));
}
