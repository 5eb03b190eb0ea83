import { code, prose } from './text.ts';

/** A link in mrkdwn to an address we made ourselves; just the label if it is not http(s) or far too long. */
export function link(url: string, label: string): string {
  const address = httpUrl(url);
  const words = prose(label, 80);
  if (!address || address.length > 2000) return words;
  return `<${address.replaceAll('|', '%7C').replaceAll('&', '&amp;')}|${words}>`;
}

/** AWS's documentation and consoles in the commercial, GovCloud and China partitions; a leading dot stands for any subdomain. */
const TRUSTED_HOSTS = [
  'docs.aws.amazon.com',
  'docs.amazonaws.cn',
  'aws.amazon.com',
  'console.aws.amazon.com',
  '.console.aws.amazon.com',
  'console.amazonaws-us-gov.com',
  '.console.amazonaws-us-gov.com',
  'console.amazonaws.cn',
  '.console.amazonaws.cn',
];

/**
 * A link to an address that came with a finding. Anyone who may import findings can name any address, so only AWS's own
 * hosts become links; for any other the host is shown, and whoever wants to go there types it knowingly.
 */
export function foreignLink(url: string, label: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !httpUrl(url)) return undefined;
  const plainAddress = parsed.username === '' && parsed.password === '' && parsed.port === '';
  if (plainAddress && TRUSTED_HOSTS.some((host) => (host.startsWith('.') ? parsed.hostname.endsWith(host) : parsed.hostname === host))) {
    return link(url, label);
  }
  return `${prose(label, 80)}: ${code(parsed.host, 120)}`;
}

/** The address as the WHATWG parser writes it: ASCII, without spaces, quotes or angle brackets. */
function httpUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
