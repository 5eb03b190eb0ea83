import { readProductArn } from './product.ts';
import type { Asff } from './schema.ts';
import { oneLine } from './text.ts';

/** `arn:<partition>:<service>:<region>:<account>:…`; some producers leave the partition's colon doubled. */
const ARN = /^arn:([^:]*)::?([^:]*):([^:]*):(\d{12})?:/;

/** The account the finding is about. Numbers lose their leading zeros on the way; they get them back. */
export function accountOf({ AwsAccountId, Resources }: Asff, id: string, productArn: string): string | undefined {
  const given = AwsAccountId?.trim();
  if (given) return /^\d{1,11}$/.test(given) && Number.isSafeInteger(Number(given)) ? padded(given) : oneLine(given, 64);
  const inArns = [id, ...Resources.map((resource) => resource.Id)].map((arn) => ARN.exec(arn)?.[4]);
  return inArns.find((account) => account !== undefined) ?? readProductArn(productArn).account;
}

const padded = (digits: string): string => digits.padStart(12, '0');

/** Where the finding is kept: BatchUpdateFindings and the console go by this region, not by that of a resource. */
export function regionOf({ Region, Resources }: Asff, id: string, productArn: string): string {
  const candidates = [Region, readProductArn(productArn).region, ...Resources.map((resource) => resource.Region), ARN.exec(id)?.[3]];
  return oneLine(candidates.find((region) => region !== undefined) ?? '', 32);
}

/** Which AWS this is; its consoles live elsewhere. */
export function partitionOf({ Resources }: Asff, productArn: string): string {
  const candidates = [
    ARN.exec(productArn)?.[1] ?? /^arn:([^:]*):/.exec(productArn)?.[1],
    ...Resources.map((resource) => resource.Partition),
  ];
  return candidates.find((partition) => partition === 'aws' || partition === 'aws-us-gov' || partition === 'aws-cn') ?? 'aws';
}
