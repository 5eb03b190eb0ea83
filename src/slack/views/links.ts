import { code, prose } from './text.ts';

/** Three links of this length fit into one text of 3,000 characters, labels and all; a cut address would lead elsewhere. */
const LONGEST = 880;

/** A link in mrkdwn to an address we made ourselves, at most 970 characters; just the label if the address is no http(s) or too long. */
export function link(url: string, label: string): string {
  const address = httpUrl(url)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  const words = prose(label, 80);
  return address && address.length <= LONGEST ? `<${address}|${words}>` : words;
}

/** Where a message would be if its own channel took any. */
export const meantForWords = (channel: string): string =>
  `↪️ meant for ${/^[CG][A-Z0-9]{2,20}$/.test(channel) ? `<#${channel}>` : code(channel, 30)}, which takes no messages now`;

/** AWS's documentation and consoles in the commercial, GovCloud and China partitions; a leading dot stands for any subdomain. */
const TRUSTED_HOSTS = [
  'docs.aws.amazon.com',
  'docs.amazonaws.cn',
  'aws.amazon.com',
  'phd.aws.amazon.com',
  'health.aws.amazon.com',
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
