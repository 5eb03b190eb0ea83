import {
  BatchGetSecurityControlsCommand,
  GetSecurityControlDefinitionCommand,
  InvalidInputException,
  ListSecurityControlDefinitionsCommand,
  type ListSecurityControlDefinitionsCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, CIS_1_2, FSBP, REGION } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub({ standards: [CIS_1_2] });
});
afterEach(() => hub.stop());

async function listed(input: ListSecurityControlDefinitionsCommandInput) {
  const { SecurityControlDefinitions = [], NextToken } = await hub.client.send(new ListSecurityControlDefinitionsCommand(input));
  return { ids: SecurityControlDefinitions.map(({ SecurityControlId }) => SecurityControlId), NextToken };
}

async function all(input: ListSecurityControlDefinitionsCommandInput) {
  const ids: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await listed({ ...input, ...(NextToken && { NextToken }) });
    ids.push(...page.ids);
    ({ NextToken } = page);
  } while (NextToken);
  return ids;
}

const definition = {
  SecurityControlId: 'S3.8',
  Title: 'Buckets should block public access themselves',
  Description: expect.stringContaining('blocks public access at the bucket itself'),
  RemediationUrl: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
  SeverityRating: 'HIGH',
};

test('the controls of a standard come 25 at a time unless one asks for more', async () => {
  const first = await listed({ StandardsArn: FSBP });
  expect(first.ids).toHaveLength(25);
  const ids = await all({ StandardsArn: FSBP });
  expect(ids.slice(0, 25)).toEqual(first.ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(await all({ StandardsArn: FSBP, MaxResults: 100 })).toEqual(ids);
  expect(ids).toContain('EC2.19');
  expect(ids).not.toContain('EC2.13');
});

test('without a standard there are the controls of all of them, in the order of their numbers', async () => {
  const ids = await all({ MaxResults: 10 });
  expect(ids.length).toBeGreaterThan(80);
  expect(ids.filter((id) => id?.startsWith('CloudFront.'))).toEqual(['CloudFront.3', 'CloudFront.12']);
  expect(ids).toEqual(expect.arrayContaining(await all({ StandardsArn: FSBP })));
});

test('a standard can be looked at before it is enabled, and one of Azure has nothing here', async () => {
  expect(await all({ StandardsArn: CIS_1_2, Providers: ['AWS', 'Azure'] })).toContain('EC2.13');
  expect(await all({ Providers: ['AWS'], MaxResults: 100 })).toHaveLength((await all({ MaxResults: 100 })).length);
  expect(await all({ Providers: ['Azure'] })).toEqual([]);
});

test('a page token is good for its own standard only', async () => {
  const { NextToken } = await listed({ StandardsArn: FSBP });
  await expect(listed({ StandardsArn: CIS_1_2, NextToken })).rejects.toBeInstanceOf(InvalidInputException);
});

test.each([
  ['a standard that is none', { StandardsArn: 'fsbp' }],
  ['101 at a time', { MaxResults: 101 }],
])('listing %s is refused', async (_, input) => {
  await expect(listed(input)).rejects.toBeInstanceOf(InvalidInputException);
});

test('a control is defined by its id or its ARN', async () => {
  const ask = (SecurityControlId: string) => hub.client.send(new GetSecurityControlDefinitionCommand({ SecurityControlId }));

  expect((await ask('S3.8')).SecurityControlDefinition).toMatchObject({ ...definition, CurrentRegionAvailability: 'AVAILABLE' });
  const byArn = await ask(`arn:aws:securityhub:${REGION}:${ACCOUNT}:security-control/S3.8`);
  expect(byArn.SecurityControlDefinition).toMatchObject(definition);
  await expect(ask('S3.800')).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test('of several controls those that are not there are told apart, and a control no enabled standard runs is disabled', async () => {
  const { SecurityControls, UnprocessedIds } = await hub.client.send(
    new BatchGetSecurityControlsCommand({ SecurityControlIds: ['S3.8', 'S3.800', 'IAM.4'] }),
  );

  expect(SecurityControls).toMatchObject([
    {
      ...definition,
      SecurityControlArn: `arn:aws:securityhub:${REGION}:${ACCOUNT}:security-control/S3.8`,
      SecurityControlStatus: 'DISABLED',
    },
    { SecurityControlId: 'IAM.4', SeverityRating: 'CRITICAL', SecurityControlStatus: 'ENABLED', UpdateStatus: 'READY' },
  ]);
  expect(UnprocessedIds).toEqual([
    { SecurityControlId: 'S3.800', ErrorCode: 'RESOURCE_NOT_FOUND', ErrorReason: 'Security control S3.800 was not found' },
  ]);
});

test.each([
  ['no control', []],
  ['101 controls', Array.from({ length: 101 }, () => 'S3.8')],
])('asking after %s is refused', async (_, SecurityControlIds) => {
  await expect(hub.client.send(new BatchGetSecurityControlsCommand({ SecurityControlIds }))).rejects.toBeInstanceOf(InvalidInputException);
});
