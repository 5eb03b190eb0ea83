import { deniedAction, isHubOff } from '../aws/refusals.ts';
import { nearest } from '../domain/nearest.ts';

/** Only to guess what was meant; a region that AWS opens later works all the same. */
const REGIONS = [
  'af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2',
  'ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1',
  'eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1',
  'mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2',
].flatMap((line) => line.split(' '));

/** All that the set-up may call, as IAM spells it. */
export const PERMISSIONS = [
  'securityhub:DescribeHub',
  'securityhub:EnableSecurityHub',
  'securityhub:UpdateSecurityHubConfiguration',
  'securityhub:DescribeStandards',
  'securityhub:GetEnabledStandards',
  'securityhub:BatchEnableStandards',
  'securityhub:DescribeActionTargets',
  'securityhub:CreateActionTarget',
  'events:DescribeRule',
  'events:ListTargetsByRule',
  'events:PutRule',
  'events:PutTargets',
  'sqs:GetQueueUrl',
  'sqs:GetQueueAttributes',
  'sqs:SetQueueAttributes',
  'sns:ListTopics',
  'sns:CreateTopic',
] as const;

/** All that taking it away may call. */
export const REMOVAL_PERMISSIONS = [
  'securityhub:DescribeActionTargets',
  'securityhub:DeleteActionTarget',
  'securityhub:GetInsights',
  'securityhub:DeleteInsight',
  'events:DescribeRule',
  'events:ListTargetsByRule',
  'events:RemoveTargets',
  'events:DeleteRule',
  'sqs:GetQueueUrl',
  'sqs:GetQueueAttributes',
  'sqs:SetQueueAttributes',
  'sns:ListTopics',
  'sns:ListTagsForResource',
  'sns:ListSubscriptionsByTopic',
  'sns:DeleteTopic',
] as const;

/** What went wrong, and what to do about it. Undefined for what nobody foresaw. */
export function wordsFor(error: unknown, { region, profile }: { region: string; profile?: string }): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const denied = deniedAction(error);
  if (denied !== undefined) {
    const action = [...PERMISSIONS, ...REMOVAL_PERMISSIONS].find((each) => each.toLowerCase() === denied.toLowerCase()) ?? denied;
    return `You may not do that: the IAM action ${action} is missing. Whoever administers IAM adds it to your user or role; an explicit deny or a policy of the organisation can take it away too. Then run this again: it goes on where it stopped.`;
  }
  if (isNoSuchHost(error)) {
    const near = REGIONS.includes(region) ? undefined : nearest(region, REGIONS);
    if (near !== undefined) return `There is no region "${region}". Did you mean --region ${near}?`;
    return REGIONS.includes(region)
      ? 'AWS cannot be found from here: its names do not resolve. Look at the network and at DNS, then run this again.'
      : `There is no region "${region}", or Security Hub is not in it. Regions look like eu-west-1.`;
  }
  if (isHubOff(error)) return `Security Hub is off in ${region}. Is it the right region? --region names another.`;
  return CREDENTIALS.find(({ is }) => is.test(`${error.name}: ${error.message}`))?.words({
    region,
    ...(profile !== undefined && { profile }),
  });
}

/** ENOTFOUND: no such name; EAI_AGAIN: nobody could say. The SDK itself refuses what cannot be part of a name. */
const isNoSuchHost = (error: Error): boolean =>
  ('code' in error && ['ENOTFOUND', 'EAI_AGAIN'].includes(String(error.code))) ||
  /Region not accepted|invalid hostname component/i.test(error.message);

const again = ({ profile }: { profile?: string }): string =>
  profile === undefined
    ? '`aws login` or `aws sso login` gets new ones; or name others with --profile.'
    : `\`aws sso login --profile ${profile}\` gets new ones.`;

const CREDENTIALS: readonly { is: RegExp; words: (place: { region: string; profile?: string }) => string }[] = [
  {
    is: /ExpiredToken|token (included in the request )?is expired|session has expired/i,
    words: (place) => `Your credentials have expired. ${again(place)}`,
  },
  {
    is: /UnrecognizedClientException|InvalidClientTokenId|security token included in the request is invalid/i,
    words: ({ region }) =>
      `AWS does not know these credentials in ${region}: they are wrong or revoked, or the account has not opted in to this region (AWS console → Account → AWS Regions).`,
  },
  {
    is: /SignatureDoesNotMatch|InvalidSignatureException/,
    words: () => 'AWS does not accept the signature: the secret key is wrong, or the clock of this machine is.',
  },
  {
    is: /CredentialsProviderError|CredentialsError|TokenProviderError/,
    words: (place) =>
      place.profile === undefined
        ? `There are no credentials for AWS here. ${again(place)}`
        : `There are no credentials in the profile "${place.profile}": it is not in ~/.aws, or it is not logged in. ${again(place)}`,
  },
];
