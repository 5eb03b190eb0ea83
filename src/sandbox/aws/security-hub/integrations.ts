type IntegrationType = 'SEND_FINDINGS_TO_SECURITY_HUB' | 'RECEIVE_FINDINGS_FROM_SECURITY_HUB' | 'UPDATE_FINDINGS_IN_SECURITY_HUB';

const SENDS: readonly IntegrationType[] = ['SEND_FINDINGS_TO_SECURITY_HUB'];
const RECEIVES: readonly IntegrationType[] = ['RECEIVE_FINDINGS_FROM_SECURITY_HUB'];
const TRACKS: readonly IntegrationType[] = ['RECEIVE_FINDINGS_FROM_SECURITY_HUB', 'UPDATE_FINDINGS_IN_SECURITY_HUB'];

interface Integration {
  name: string;
  company: string;
  description: string;
  categories: readonly string[];
  types: readonly IntegrationType[];
  /** The customer runs the product and may import its findings; others send by themselves, from accounts of their makers. */
  runByCustomer?: true;
}

/** By the end of the product's ARN. A selection of https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-providers.html */
const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'aws/access-analyzer': aws('IAM Access Analyzer', 'Resources that others than you can reach.', ['Identity'], 'AWS'),
  'aws/audit-manager': aws('Audit Manager', 'Evidence for audits, from what Security Hub finds.', ['Compliance'], 'AWS', RECEIVES),
  'aws/chatbot': aws('Amazon Q Developer in chat applications', 'Findings in chat rooms.', ['Messaging'], 'AWS', RECEIVES),
  'aws/config': aws('Config', 'Rules of your own that resources break.', ['Configuration Management'], 'AWS'),
  'aws/firewall-manager': aws('Firewall Manager', 'Resources that firewall policies do not cover.', ['Firewalls'], 'AWS'),
  'aws/guardduty': aws('GuardDuty', 'Signs of attacks in logs and while things run.', ['Intrusion Detection Systems'], 'Amazon'),
  'aws/health': aws('Health', 'Events of AWS that concern your security.', ['Availability'], 'AWS'),
  'aws/inspector': aws('Inspector', 'Vulnerable packages and open networks.', ['Vulnerability Management'], 'Amazon'),
  'aws/macie': aws('Macie', 'Sensitive data in buckets.', ['Data Loss Prevention'], 'Amazon'),
  'aws/ssm-patch-manager': aws('Systems Manager Patch Manager', 'Instances without the patches they need.', ['Patch Management'], 'AWS'),
  'aquasecurity/aquasecurity': {
    name: 'Aqua Security',
    company: 'Aqua Security',
    description: 'Vulnerable images and what runs from them.',
    categories: ['Container Security'],
    types: SENDS,
    runByCustomer: true,
  },
  'atlassian/jira-service-management-cloud': {
    name: 'Jira Service Management Cloud',
    company: 'Atlassian',
    description: 'An issue for a finding, closed together with it.',
    categories: ['Ticketing'],
    types: TRACKS,
  },
  'cloud-custodian/cloud-custodian': {
    name: 'Cloud Custodian',
    company: 'Cloud Custodian',
    description: 'Resources that break policies written as code.',
    categories: ['Configuration Management'],
    types: SENDS,
    runByCustomer: true,
  },
  'crowdstrike/crowdstrike-falcon': {
    name: 'CrowdStrike Falcon',
    company: 'CrowdStrike',
    description: 'Attacks on machines and workloads.',
    categories: ['Endpoint Detection and Response (EDR)'],
    types: SENDS,
  },
  'prowler/prowler': {
    name: 'Prowler',
    company: 'Prowler',
    description: 'Checks of an account against many benchmarks.',
    categories: ['Configuration Management'],
    types: SENDS,
    runByCustomer: true,
  },
};

function aws(name: string, description: string, categories: readonly string[], company: string, types = SENDS): Integration {
  return { name, company, description, categories, types };
}

export const integrationIds = Object.keys(INTEGRATIONS);

/** Those that are on from the start: AWS's own that send findings. */
export const enabledAtFirst = integrationIds.filter((id) => id.startsWith('aws/') && INTEGRATIONS[id]?.types === SENDS);

const integrationArn = (id: string, region: string) => `arn:aws:securityhub:${region}::product/${id}`;
export const productSubscriptionArn = (id: string, { account, region }: { account: string; region: string }) =>
  `arn:aws:securityhub:${region}:${account}:product-subscription/${id}`;

export const integrationOf = (arn: string, region: string) => integrationIds.find((id) => integrationArn(id, region) === arn);
/** The names that the findings of a product carry; Security Hub's own controls are no integration and have them too. */
export function namesOf(id: string): readonly [product: string, company: string] | undefined {
  if (id === 'aws/securityhub') return ['Security Hub', 'AWS'];
  const integration = INTEGRATIONS[id];
  return integration && [integration.name, integration.company];
}

export const isRunByCustomer = (id: string) => INTEGRATIONS[id]?.runByCustomer === true;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Product.html */
export function product(id: string, { account, region }: { account: string; region: string }) {
  const integration = INTEGRATIONS[id];
  if (!integration) return undefined;
  const ProductArn = integrationArn(id, region);
  return {
    ProductArn,
    ProductName: integration.name,
    CompanyName: integration.company,
    Description: integration.description,
    Categories: integration.categories,
    IntegrationTypes: integration.types,
    MarketplaceUrl: id.startsWith('aws/')
      ? `https://${region}.console.aws.amazon.com/${id.replace('aws/', '')}/home`
      : `https://aws.amazon.com/marketplace/seller-profile?id=${id.split('/')[0]}`,
    ActivationUrl: `https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-providers.html`,
    ...(integration.runByCustomer && { ProductSubscriptionResourcePolicy: policy(ProductArn, account) }),
  };
}

/** Who may import: the customer, for findings of the customer's own account. */
const policy = (Resource: string, account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: account },
        Action: ['securityhub:BatchImportFindings'],
        Resource,
        Condition: { StringEquals: { 'securityhub:TargetAccount': account } },
      },
    ],
  });
