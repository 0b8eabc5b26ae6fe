// Where Teams takes messages, as its documentation lists the clouds; the last is Azure's own test chat.
const HOSTS: ReadonlySet<string> = new Set([
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
  'webchat.botframework.com',
]);

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request may go to an address, token and all. A stored service URL came from an authenticated
 * activity, yet a row could have been changed since.
 *
 * @param local local mode: this machine alone
 */
export function maySendTo(address: string, local: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const {protocol, hostname, port} = new URL(address);
  if (local) return protocol === 'http:' && LOOPBACK.has(hostname);
  return protocol === 'https:' && HOSTS.has(hostname) && port === '';
}
