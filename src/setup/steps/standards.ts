import { BatchEnableStandardsCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { Pace } from '../../aws/pace.ts';
import { isHubOff } from '../../aws/refusals.ts';
import { type Standard, standardMeant } from '../../domain/standard.ts';
import type { Standards } from '../../flows/services.ts';
import { type Step, UsageError } from '../step.ts';

/** Names, parts of names or ARNs; `default`; `none`. */
export type Wish = readonly string[];

/** The standards that are wished for, out of those there are. Throws a UsageError with the nearest that there is. */
export function chosen(wish: Wish, standards: readonly Standard[]): Standard[] {
  const found = wish.flatMap((name) => {
    if (name === 'none') return [];
    return name === 'default' ? standards.filter(({ byDefault }) => byDefault) : [standardNamed(name, standards)];
  });
  return [...new Set(found)];
}

function standardNamed(typed: string, standards: readonly Standard[]): Standard {
  const meant = standardMeant(typed, standards);
  if (meant.is === 'several') throw new UsageError(`Which "${typed}": ${names(meant.standards)}?`);
  if (meant.is === 'none') {
    const near = meant.near === undefined ? '' : ` Did you mean "${meant.near}"?`;
    throw new UsageError(`There is no standard "${typed}" here.${near} There are: ${names(standards)}.`);
  }
  const { managedBy, name } = meant.standard;
  if (managedBy !== undefined && !meant.standard.subscription) {
    throw new UsageError(`${name} is switched on and off by ${managedBy} alone: do it there.`);
  }
  return meant.standard;
}

export const names = (standards: readonly Pick<Standard, 'name'>[]): string => standards.map(({ name }) => name).join(', ');

/** All standards here; undefined while Security Hub is off, because then AWS does not tell. */
export async function standardsHere(standards: Pick<Standards, 'list'>): Promise<Standard[] | undefined> {
  try {
    return await standards.list();
  } catch (error) {
    if (isHubOff(error)) return undefined;
    throw error;
  }
}

interface StandardsOptions {
  client: SecurityHubClient;
  pace: Pace;
  standards: Standards;
  wish: Wish;
  region: string;
}

/** Switches on the standards that are wished for; those that are on already stay on, wished for or not. */
export function standardsStep({ client, pace, standards, wish, region }: StandardsOptions): Step {
  const missing = (all: readonly Standard[]) => chosen(wish, all).filter(({ subscription }) => !subscription);
  return {
    name: 'Standards',

    async look() {
      if (wish.includes('none')) return { kind: 'left out', words: 'none asked for' };
      const all = await standardsHere(standards);
      if (!all)
        return { kind: 'to do', words: `switch on ${wish.map(wishWords).join(', ')}; AWS tells their names once Security Hub is on` };
      const leaving = chosen(wish, all).filter(({ subscription }) => subscription?.status === 'DELETING');
      if (leaving.length > 0) {
        return { kind: 'trouble', words: `${names(leaving)}: being switched off at this moment. Run this again in a few minutes` };
      }
      const off = missing(all);
      return off.length === 0 ? { kind: 'so', words: names(chosen(wish, all)) } : { kind: 'to do', words: `switch on ${names(off)}` };
    },

    async do() {
      const off = missing(await standards.list());
      if (off.length === 0) return;
      const StandardsSubscriptionRequests = off.map(({ arn }) => ({ StandardsArn: arn }));
      await pace(() => client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests })));
    },

    undo: () => [
      `aws securityhub get-enabled-standards --region ${region}   # the ARN of each`,
      `aws securityhub batch-disable-standards --region ${region} --standards-subscription-arns <ARN>   # or Disable in /shub standards`,
    ],
  };
}

const wishWords = (name: string): string => (name === 'default' ? "AWS's default standards" : name);
