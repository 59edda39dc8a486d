/** Hosts of Microsoft's connectors: Teams and the channels of the Bot Framework. A leading dot stands for all hosts below. */
export const CONNECTOR_HOSTS = ['smba.trafficmanager.net', '.botframework.com'] as const;

/** Says whether the bot may send to a service address. */
export type ServiceUrlRule = (serviceUrl: string) => boolean;

/**
 * Allows only https, the default port and the given hosts, without user information. An entry that is an origin
 * (`http://127.0.0.1:4000`) is allowed as it is: for trials with a connector of one's own.
 */
export function serviceUrlRule(hosts: readonly string[] = CONNECTOR_HOSTS): ServiceUrlRule {
  return (serviceUrl) => {
    const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
    if (!url || url.username || url.password) return false;
    if (hosts.includes(url.origin)) return true;
    if (url.protocol !== 'https:' || url.port) return false;
    return hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host));
  };
}
