import { describe, expect, test } from 'vitest';
import { parseAsff } from '../../../src/domain/asff/parse-asff.ts';
import type { Asff } from '../../fixtures/asff.ts';
import { aGuardDutyAsff, aMacieAsff, anAccessAnalyzerAsff, anInspectorAsff } from '../../fixtures/asff-detections.ts';

/** What a person sees of a finding: the headline and the facts, in order. */
function seen(asff: Asff): { headline?: string; facts: Record<string, string> } {
  const parsed = parseAsff(asff);
  if ('unreadable' in parsed) throw new Error(parsed.unreadable);
  const { headline, facts } = parsed.finding;
  return { ...(headline !== undefined && { headline }), facts: Object.fromEntries(facts.map(({ label, value }) => [label, value])) };
}

const REMOTE = {
  IpAddressV4: '198.51.100.7',
  City: { CityName: 'Oslo' },
  Country: { CountryName: 'Norway' },
  Organization: { Org: 'Example ISP', AsnOrg: 'EXAMPLE' },
};

describe('GuardDuty', () => {
  test('a domain was asked for', () => {
    expect(seen(aGuardDutyAsff())).toEqual({
      headline: 'Queried pool.example · resource role TARGET',
      facts: {
        Action: 'DNS request for pool.example',
        'Resource role': 'TARGET',
        Seen: '12 times',
        Blocked: 'no',
        'Finding type': 'CryptoCurrency:EC2-BitcoinTool.B!DNS',
      },
    });
  });

  test('someone called an API from somewhere', () => {
    const call = { Api: 'ListBuckets', ServiceName: 's3.amazonaws.com', CallerType: 'Remote IP', RemoteIpDetails: REMOTE };
    const key = {
      Type: 'AwsIamAccessKey',
      Id: 'AWS::IAM::AccessKey:AKIAEXAMPLE',
      Details: { AwsIamAccessKey: { UserName: 'ana', PrincipalType: 'IAMUser' } },
    };
    expect(
      seen(aGuardDutyAsff({ Action: { ActionType: 'AWS_API_CALL', AwsApiCallAction: call }, Resources: [key], ProductFields: {} })),
    ).toMatchObject({
      headline: 'Called ListBuckets from 198.51.100.7 (Oslo, Norway, Example ISP)',
      facts: { Actor: 'ana (IAMUser)', From: '198.51.100.7 (Oslo, Norway, Example ISP)', Action: 'ListBuckets (s3.amazonaws.com)' },
    });
  });

  test('a finding of years ago says the same in fields without a prefix', () => {
    const fields = {
      'action/actionType': 'AWS_API_CALL',
      'action/awsApiCallAction/api': 'ListUsers',
      'action/awsApiCallAction/serviceName': 'iam.amazonaws.com',
      'action/awsApiCallAction/remoteIpDetails/ipAddressV4': '198.51.100.7',
      'action/awsApiCallAction/remoteIpDetails/country/countryName': 'Norway',
      resourceRole: 'TARGET',
      count: '1',
    };
    expect(seen(aGuardDutyAsff({ Action: undefined, Resources: [{ Id: 'i-1' }], ProductFields: fields }))).toMatchObject({
      headline: 'Called ListUsers from 198.51.100.7 (Norway) · resource role TARGET',
      facts: { Seen: '1 time', 'Resource role': 'TARGET' },
    });
  });

  test('something came in on a port', () => {
    const network = {
      ConnectionDirection: 'INBOUND',
      Protocol: 'TCP',
      Blocked: true,
      RemoteIpDetails: REMOTE,
      LocalPortDetails: { Port: 22, PortName: 'SSH' },
      RemotePortDetails: { Port: 46717, PortName: 'Unknown' },
    };
    expect(
      seen(aGuardDutyAsff({ Action: { ActionType: 'NETWORK_CONNECTION', NetworkConnectionAction: network }, ProductFields: {} })),
    ).toMatchObject({
      headline: 'Inbound on TCP port 22 (SSH) from 198.51.100.7 (Oslo, Norway, Example ISP) · resource role TARGET',
      facts: { Action: 'Network connection, inbound', Blocked: 'yes' },
    });
  });

  test('a port was probed', () => {
    const probe = {
      Blocked: false,
      PortProbeDetails: [{ LocalPortDetails: { Port: 3389, PortName: 'RDP' }, RemoteIpDetails: { IpAddressV4: '198.51.100.7' } }],
    };
    expect(seen(aGuardDutyAsff({ Action: { ActionType: 'PORT_PROBE', PortProbeAction: probe }, ProductFields: {} }))).toMatchObject({
      headline: 'Traffic on port 3389 (RDP) from 198.51.100.7 · resource role TARGET',
      facts: { Action: 'Port probe', Blocked: 'no' },
    });
  });

  test('malware was found on a disk', () => {
    const threats = [{ Name: 'EICAR-Test-File', Severity: 'HIGH' }, { Name: 'Coinminer' }];
    expect(seen(aGuardDutyAsff({ Action: undefined, ProductFields: {}, Threats: threats })).facts).toMatchObject({
      Threats: 'EICAR-Test-File (HIGH), Coinminer',
    });
  });

  test('several signals make an attack sequence', () => {
    const sequence = { Signals: [{ Title: 'Unusual login' }, { Name: 'Data read' }], Actors: [{ User: { Name: 'ana' } }] };
    expect(seen(aGuardDutyAsff({ Action: undefined, ProductFields: {}, Detection: { Sequence: sequence } }))).toMatchObject({
      headline: 'Attack sequence of 2 signals · resource role TARGET',
      facts: { Actor: 'ana', Signals: 'Unusual login, Data read' },
    });
  });

  test('a made-up finding says so before anything else', () => {
    const { facts } = seen(aGuardDutyAsff({ Sample: true }));
    expect(Object.entries(facts)[0]).toEqual(['Sample', 'Made up by GuardDuty; nothing happened']);
  });
});

describe('Inspector', () => {
  test('how bad it is, whether it is used, and what cures it', () => {
    expect(seen(anInspectorAsff())).toEqual({
      headline: 'CVSS 9.8 · EPSS 93 % · exploit available · fix available · openssl 3.0.1 → 3.0.14',
      facts: {
        Vulnerability: 'CVE-2026-1234',
        CVSS: '9.8',
        EPSS: '93 % likely to be exploited within 30 days',
        Exploit: 'Available',
        Fix: 'Yes',
        Packages: 'openssl 3.0.1 → 3.0.14, openssl-libs 3.0.1 → 3.0.14',
        'Runs in': 'shop/api tagged 1.8.2, latest',
      },
    });
  });

  test('without a score of NVD the highest of the newest measure counts, and small chances keep a decimal', () => {
    const flaw = {
      Id: 'CVE-1',
      EpssScore: 0.0156,
      ExploitAvailable: 'NO',
      FixAvailable: 'NO',
      Cvss: [
        { Version: '2.0', BaseScore: 10 },
        { Version: '3.1', BaseScore: 5 },
        { Version: '3.1', BaseScore: 7, Source: 'UBUNTU_CVE' },
      ],
      VulnerablePackages: [{ Name: 'zlib', Version: '1.2', FixedInVersion: 'NotAvailable' }],
    };
    expect(seen(anInspectorAsff({ Vulnerabilities: [flaw] }))).toMatchObject({
      headline: 'CVSS 7.0 · EPSS 1.6 % · no fix yet · zlib 1.2',
      facts: { Exploit: 'None known', Fix: 'No', Package: 'zlib 1.2' },
    });
  });

  test('of several scores the one that everybody quotes counts', () => {
    const cvss = [
      { Version: '3.1', BaseScore: 9.9, Source: 'VENDOR' },
      { Version: '3.1', BaseScore: 8.8, Source: 'NVD' },
    ];
    expect(seen(anInspectorAsff({ Vulnerabilities: [{ Id: 'CVE-1', Cvss: cvss }] })).headline).toBe('CVSS 8.8');
  });

  test('a port that can be reached has no CVE but a security group', () => {
    const fields = {
      'attributes/PORT': '22',
      'attributes/PROTOCOL': 'TCP',
      'attributes/PORT_GROUP_NAME': 'SSH',
      'attributes/REACHABILITY_TYPE': 'Internet',
      'attributes/SECURITY_GROUP': 'sg-1',
      'aws/inspector/RulesPackageName': 'Network Reachability',
    };
    const instance = { Type: 'AwsEc2Instance', Id: 'i-1', Details: { AwsEc2Instance: { Type: 't3.large', ImageId: 'ami-1' } } };
    expect(seen(anInspectorAsff({ Vulnerabilities: undefined, ProductFields: fields, Resources: [instance] }))).toEqual({
      headline: 'TCP port 22 (SSH) is reachable from the internet',
      facts: {
        'Open port': 'TCP port 22 (SSH)',
        'Security group': 'sg-1',
        'Runs in': 't3.large from ami-1',
        'Rules package': 'Network Reachability',
      },
    });
  });
});

describe('Macie', () => {
  test('what lies where, and who can read it', () => {
    expect(seen(aMacieAsff())).toEqual({
      headline: 'Financial information (120), Personal information (3) · bucket is public',
      facts: {
        'Sensitive data': 'CREDIT_CARD_NUMBER (120), NAME (3)',
        Bucket: 'shop-exports',
        Object: 'shop-exports/2026/orders.csv',
        'Bucket access': 'Public',
        'Object public': 'yes',
        'Unencrypted uploads': 'allowed',
        'Discovery job': '698e99',
        'Finding type': 'SensitiveData:S3Object-Financial',
      },
    });
  });

  test('a policy finding has a bucket only', () => {
    const bucket = { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop-exports' };
    expect(seen(aMacieAsff({ Resources: [bucket], ProductFields: { 'S3Bucket.effectivePermission': 'NOT_PUBLIC' } }))).toMatchObject({
      headline: 'bucket is not public',
      facts: { Bucket: 'shop-exports', 'Bucket access': 'Not public' },
    });
  });
});

describe('Access Analyzer', () => {
  const details = (other: Record<string, string>) => [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::b', Details: { Other: other } }];

  test('who outside may do what', () => {
    expect(seen(anAccessAnalyzerAsff())).toEqual({
      headline: '444455556666 may s3:GetObject, s3:ListBucket',
      facts: {
        'External principal': 'AWS 444455556666',
        Actions: 's3:GetObject, s3:ListBucket',
        Condition: 'None',
        'Finding type': 'External Access Granted',
      },
    });
  });

  test('everyone, without any condition', () => {
    const other = { 'External Principal': '*', 'External Principal Type': 'AWS', 'Action Granted': 's3:GetObject', Condition: 'none' };
    expect(seen(anAccessAnalyzerAsff({ Resources: details(other) }))).toMatchObject({
      headline: 'Everyone may s3:GetObject · without any condition',
      facts: { 'External principal': 'Everyone (*)' },
    });
  });

  test('everyone who fulfils a condition', () => {
    const other = { 'External Principal': '*', 'Action Granted': 's3:GetObject', Condition: 'aws:SourceVpc: vpc-1' };
    expect(seen(anAccessAnalyzerAsff({ Resources: details(other) }))).toMatchObject({
      headline: 'Everyone may s3:GetObject',
      facts: { Condition: 'aws:SourceVpc: vpc-1' },
    });
  });
});
