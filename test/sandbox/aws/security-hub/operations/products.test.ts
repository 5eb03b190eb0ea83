import {
  DescribeProductsCommand,
  DisableImportFindingsForProductCommand,
  DisableSecurityHubCommand,
  EnableImportFindingsForProductCommand,
  EnableSecurityHubCommand,
  InvalidInputException,
  ListEnabledProductsForImportCommand,
  ResourceConflictException,
  ResourceNotFoundException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, REGION } from '../a-hub.ts';

const product = (id: string) => `arn:aws:securityhub:${REGION}::product/${id}`;
const subscription = (id: string) => `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/${id}`;

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const enabled = async () => (await hub.client.send(new ListEnabledProductsForImportCommand({}))).ProductSubscriptions ?? [];
const enable = (ProductArn: string) => hub.client.send(new EnableImportFindingsForProductCommand({ ProductArn }));
const disable = (ProductSubscriptionArn: string) => hub.client.send(new DisableImportFindingsForProductCommand({ ProductSubscriptionArn }));

test('AWS’s own products that send are on from the start, those that only receive are not', async () => {
  expect(await enabled()).toEqual(expect.arrayContaining(['aws/guardduty', 'aws/inspector', 'aws/macie'].map(subscription)));
  expect(await enabled()).not.toContain(subscription('aws/chatbot'));
  expect(await enabled()).not.toContain(subscription('prowler/prowler'));
});

test('a product is enabled once, and disabled by its subscription', async () => {
  expect(await enable(product('prowler/prowler'))).toMatchObject({ ProductSubscriptionArn: subscription('prowler/prowler') });
  await expect(enable(product('prowler/prowler'))).rejects.toBeInstanceOf(ResourceConflictException);
  expect(await enabled()).toContain(subscription('prowler/prowler'));

  await disable(subscription('prowler/prowler'));
  expect(await enabled()).not.toContain(subscription('prowler/prowler'));
  await expect(disable(subscription('prowler/prowler'))).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test('a hub that is switched off and on again starts over', async () => {
  const atFirst = await enabled();
  await enable(product('prowler/prowler'));
  await hub.client.send(new DisableSecurityHubCommand());
  await hub.client.send(new EnableSecurityHubCommand());
  expect(await enabled()).toEqual(atFirst);
});

test('all products are described page by page, and one of them alone', async () => {
  const first = await hub.client.send(new DescribeProductsCommand({ MaxResults: 10 }));
  const rest = await hub.client.send(new DescribeProductsCommand({ MaxResults: 10, NextToken: first.NextToken }));
  const arns = [...(first.Products ?? []), ...(rest.Products ?? [])].map(({ ProductArn }) => ProductArn);
  expect(new Set(arns).size).toBe(15);
  expect(first.Products).toHaveLength(10);

  const one = await hub.client.send(new DescribeProductsCommand({ ProductArn: product('atlassian/jira-service-management-cloud') }));
  expect(one.Products).toMatchObject([
    { CompanyName: 'Atlassian', IntegrationTypes: ['RECEIVE_FINDINGS_FROM_SECURITY_HUB', 'UPDATE_FINDINGS_IN_SECURITY_HUB'] },
  ]);
});

test('a product that the customer runs says so in its policy', async () => {
  const { Products } = await hub.client.send(new DescribeProductsCommand({}));
  const withPolicy = Products?.filter(({ ProductSubscriptionResourcePolicy: policy }) => policy?.includes(`"AWS":"${ACCOUNT}"`));
  expect(withPolicy?.map(({ ProductName }) => ProductName)).toEqual(['Aqua Security', 'Cloud Custodian', 'Prowler']);
});

test('the enabled products come page by page', async () => {
  const first = await hub.client.send(new ListEnabledProductsForImportCommand({ MaxResults: 1 }));
  const rest = await hub.client.send(new ListEnabledProductsForImportCommand({ NextToken: first.NextToken }));
  expect([...(first.ProductSubscriptions ?? []), ...(rest.ProductSubscriptions ?? [])]).toEqual(await enabled());
});

test.each([
  ['enabling what is no product', () => enable(product('acme/acme'))],
  ['enabling another region’s product', () => enable(product('prowler/prowler').replace(REGION, 'us-east-1'))],
  ['enabling what is no ARN', () => enable('prowler')],
  ['disabling what is no ARN', () => disable('prowler')],
  ['describing what is no product', () => hub.client.send(new DescribeProductsCommand({ ProductArn: product('acme/acme') }))],
  ['101 products at a time', () => hub.client.send(new DescribeProductsCommand({ MaxResults: 101 }))],
])('%s is refused', async (_, ask) => {
  await expect(ask()).rejects.toBeInstanceOf(InvalidInputException);
});
