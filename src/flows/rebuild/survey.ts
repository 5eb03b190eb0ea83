import { adoptedKeyOf, cardKeyOf } from '../../domain/card-changes.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Policy } from '../../domain/policy.ts';
import { type OurMessage, type Standing, standingOf, timeOf } from '../../domain/recovery/standing-message.ts';
import { routeFor } from '../../domain/route.ts';
import { headKeyOf } from '../../domain/storm-messages.ts';
import type { Services } from '../services.ts';
import { allFindings } from './all-findings.ts';
import type { ReadChannel } from './read-channels.ts';

/** What Slack and Security Hub tell about a table that was lost. */
export interface Survey {
  channels: ReadChannel[];
  findings: number;
  /** Of these, those whose problem has a message, and the messages of which no finding is known any more. */
  standing: number;
  forgotten: number;
  /** When the oldest message of ours was posted. */
  oldest: Date | undefined;
  /** In which channels, and how, the problem of a finding stands in Slack. */
  standings(finding: Finding): Map<string, Standing>;
  sheets: { message: OurMessage; cards: string[] }[];
  summaries: { channel: string; message: OurMessage }[];
  heads: { channel: string; message: OurMessage }[];
  /** The tokens of messages that are about no card of their own: what was said about a card. */
  calls: string[];
}

/** Reads all of Security Hub once and finds out which finding is behind which message. Changes nothing. */
export async function survey(
  channels: ReadChannel[],
  policy: Policy,
  services: Pick<Services, 'hub' | 'sleep' | 'now'>,
  told: (findings: number) => void,
): Promise<Survey> {
  const messages = channels.flatMap((channel) => channel.messages);
  const byCard = new Map<string, OurMessage[]>();
  for (const message of messages) if (message.card !== undefined) byCard.set(message.card, [...(byCard.get(message.card) ?? []), message]);
  const homes = channels.map(({ channel }) => channel);
  const summaryOf = (keyOf: (channel: string) => string) =>
    homes.flatMap((channel) => newestOf(byCard.get(keyOf(channel))).map((message) => ({ channel, message })));
  const sheets = messages.filter(({ lists, card }) => lists.length > 0 && card !== undefined);
  const listing = new Map(sheets.flatMap((sheet) => sheet.lists.map((finding) => [finding, sheet] as const)));

  /** The sheet that lists a card: known by one of its findings. */
  const sheetOf = new Map<string, OurMessage>();
  const cardsOn = new Map<string, Set<string>>();
  const known = new Set<string>();
  let findings = 0;
  let standing = 0;

  const keysOf = ({ problem }: Finding) => homes.map((channel) => ({ channel, key: cardKeyOf(problem, channel) }));
  const hasMessage = (key: string): boolean => byCard.has(key) || sheetOf.has(key);

  for await (const page of allFindings(services)) {
    for (const finding of page) {
      const sheet = listing.get(finding.key);
      if (sheet) {
        const key = cardKeyOf(finding.problem, homeOf(finding, sheet.channel, policy));
        sheetOf.set(key, sheet);
        cardsOn.set(sheet.ts, (cardsOn.get(sheet.ts) ?? new Set()).add(key));
      }
      const keys = keysOf(finding).filter(({ key }) => hasMessage(key));
      for (const { key } of keys) known.add(key);
      if (keys.length > 0) standing++;
    }
    findings += page.length;
    told(findings);
  }

  const summaries = summaryOf(adoptedKeyOf);
  const heads = summaryOf(headKeyOf);
  const explained = new Set([
    ...known,
    ...[...summaries, ...heads, ...sheets.map((message) => ({ message }))].map(({ message }) => message.card),
  ]);
  return {
    channels,
    findings,
    standing,
    forgotten: new Set(messages.flatMap(({ card }) => (card === undefined || explained.has(card) ? [] : [card]))).size,
    oldest: messages.length === 0 ? undefined : new Date(Math.min(...messages.map(({ ts }) => timeOf(ts).getTime()))),
    standings(finding) {
      const found = new Map<string, Standing>();
      for (const { channel, key } of keysOf(finding)) {
        const at = standingOf(channel, byCard.get(key) ?? [], sheetOf.get(key), services.now());
        if (at) found.set(channel, at);
      }
      return found;
    },
    sheets: sheets.flatMap((message) => {
      const cards = [...(cardsOn.get(message.ts) ?? [])];
      return cards.length === 0 ? [] : [{ message, cards }];
    }),
    summaries,
    heads,
    calls: messages.flatMap(({ card, token }) => (card === undefined ? [token] : [])),
  };
}

/** A sheet in the fallback channel lists what was meant for other channels. */
const homeOf = (finding: Finding, channel: string, policy: Policy): string =>
  channel === policy.fallbackChannel ? (routeFor(finding, policy)?.channel ?? channel) : channel;

const newestOf = (messages: readonly OurMessage[] = []): OurMessage[] => messages.toSorted((a, b) => b.ts.localeCompare(a.ts)).slice(0, 1);
