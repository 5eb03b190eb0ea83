import { expect, test } from 'vitest';
import { readResource, resourceName } from '../../../src/domain/asff/resource.ts';
import { standardName } from '../../../src/domain/asff/standards.ts';

test.each([
  ['standards/aws-foundational-security-best-practices/v/1.0.0', 'FSBP 1.0.0'],
  ['arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/3.0.0', 'CIS 3.0.0'],
  ['arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0', 'CIS 1.2.0'],
  ['standards/pci-dss/v/4.0.1', 'PCI DSS 4.0.1'],
  ['standards/nist-800-53/v/5.0.0', 'NIST 800-53 5.0.0'],
  ['standards/nist-800-171/v/2.0.0', 'NIST 800-171 2.0.0'],
  ['standards/aws-resource-tagging-standard/v/1.0.0', 'Resource Tagging 1.0.0'],
  ['standards/service-managed-aws-control-tower/v/1.0.0', 'Control Tower 1.0.0'],
  ['standards/ai-act/v/2.1', 'ai act 2.1'],
  ['standards/constructor', 'constructor'],
  ['something else', 'something else'],
])('the standard %s is called %s', (id, name) => {
  expect(standardName(id)).toBe(name);
});

test.each([
  ['AwsEc2Instance', 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc', 'i-0abc'],
  ['AwsEc2Instance', 'arn:aws::ec2:eu-west-1:111122223333:instance/i-0abc', 'i-0abc'],
  ['AwsEc2Instance', 'arn:aws:eu-west-1:111122223333:instance/i-0abc', 'i-0abc'],
  ['AwsEc2Instance', 'i-0abc', 'i-0abc'],
  ['AwsS3Bucket', 'arn:aws-cn:s3:::shop-exports', 'shop-exports'],
  ['AwsS3Object', 'arn:aws:s3:::shop-exports/2026/orders: all.csv', 'shop-exports/2026/orders: all.csv'],
  ['AwsIamUser', 'arn:aws:iam::111122223333:user/people/ana', 'ana'],
  ['AwsIamAccessKey', 'AWS::IAM::AccessKey:AKIAEXAMPLE', 'AKIAEXAMPLE'],
  ['AwsAccount', 'AWS::::Account:111122223333', '111122223333'],
  ['AwsAccount', 'arn:aws:iam::111122223333:root', 'root'],
  ['AwsLambdaFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:checkout:$LATEST', 'checkout'],
  ['AwsSnsTopic', 'arn:aws:sns:eu-west-1:111122223333:alerts', 'alerts'],
  ['AwsRdsDbClusterSnapshot', 'arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:rds:shop-2026-01-01', 'rds:shop-2026-01-01'],
  ['AwsCloudFormationStack', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/ec228320-65ee', 'shop'],
  ['AwsElbv2LoadBalancer', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/front/50dc6c49', 'front'],
  [
    'AwsAutoScalingAutoScalingGroup',
    'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:9ddd:autoScalingGroupName/workers',
    'workers',
  ],
  ['AwsLogsLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/checkout:*', '/aws/lambda/checkout'],
  ['AwsKmsKey', 'arn:aws:kms:eu-west-1:111122223333:key/f35e785d-f706', 'f35e785d-f706'],
  ['Container', 'shop-api:1.8.2 (alpine 3.20)', 'shop-api:1.8.2 (alpine 3.20)'],
])('%s %s is known as %s', (type, id, name) => {
  expect(resourceName(id, type)).toBe(name);
});

test('an image is known by its repository and the start of its digest', () => {
  const id = 'arn:aws:ecr:eu-west-1:111122223333:repository/shop/api/sha256:0123456789abcdef0123456789abcdef';
  expect(resourceName(id, 'AwsEcrContainerImage')).toBe('shop/api@0123456789ab');
});

test('tags that people gave are kept before those that AWS gave', () => {
  const aws = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`aws:${n}`, 'x']));
  const { tags } = readResource({
    Id: 'i-1',
    Type: undefined,
    Region: undefined,
    Partition: undefined,
    ResourceRole: undefined,
    Tags: { ...aws, team: 'payments' },
  });
  expect(Object.keys(tags)[0]).toBe('team');
  expect(Object.keys(tags)).toHaveLength(12);
});
