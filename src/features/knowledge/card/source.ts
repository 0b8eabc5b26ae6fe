/** Where a document's source can be opened. */
export interface SourceLink {
  readonly url: string;
  readonly from: 'internet' | 'intranet';
}

// Names and addresses that only the organisation's own network, or LGWAN, resolves.
const INTRANET_NAME = /(?:^[^.]+$|\.(?:local|lan|internal|intra|intranet|home|corp)$|\.lgwan\.jp$)/;
const INTRANET_ADDRESS = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cde])/;

/**
 * The link to a source that has an address.
 *
 * @returns undefined where it has none, or one that a browser must not be sent to: without encryption only
 *   the organisation's own network is linked
 */
export function sourceLink(source: string): SourceLink | undefined {
  const written = source.trim();
  if (!/^https?:\/\/\S+$/i.test(written) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const host = url.hostname.toLowerCase();
  if (url.username !== '' || url.password !== '') return undefined;
  const intranet = INTRANET_ADDRESS.test(host) || INTRANET_NAME.test(host);
  if (!intranet && url.protocol !== 'https:') return undefined;
  return {url: url.href, from: intranet ? 'intranet' : 'internet'};
}
