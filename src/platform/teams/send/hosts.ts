const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a request may go to an address, token and all. */
export type MaySend = (address: string) => boolean;

/**
 * The addresses of the channel. A service URL comes from an authenticated activity, yet it is asked of each
 * request: a stored row could have been changed since.
 *
 * @param hosts undefined in local mode: then this machine alone, else https and the default port
 */
export function listedHosts(hosts: readonly string[] | undefined): MaySend {
  return (address) => {
    if (!URL.canParse(address)) return false;
    const {protocol, hostname, port, username, password} = new URL(address);
    if (username !== '' || password !== '') return false;
    if (hosts === undefined) return protocol === 'http:' && LOOPBACK.has(hostname);
    return protocol === 'https:' && hosts.includes(hostname) && port === '';
  };
}
