/** Services in the ids of controls that are not written in capitals throughout: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html */
const MIXED = `
  Account Amplify APIGateway AppConfig AppFlow AppRunner AppSync Athena AutoScaling Backup Batch Bedrock CloudFormation CloudFront
  CloudTrail CloudWatch CodeArtifact CodeBuild CodeGuruProfiler CodeGuruReviewer Cognito Config Connect DataFirehose DataSync Detective
  DocumentDB DynamoDB ElastiCache ElasticBeanstalk EventBridge FraudDetector FSx GlobalAccelerator Glue GuardDuty Inspector IoT IoTEvents
  IoTSiteWise IoTTwinMaker IoTWireless Keyspaces Kinesis Lambda Lightsail Macie Neptune NetworkFirewall Opensearch Redshift
  RedshiftServerless Route53 SageMaker SecretsManager ServiceCatalog StepFunctions Transfer WorkSpaces
`
  .trim()
  .split(/\s+/);

/** The id of a control as AWS writes it, which filters take literally: `EC2.19` of `ec2.19`. Undefined for what is no such id. */
export function controlId(typed: string): string | undefined {
  const [, service, number] = /^([a-z][a-z0-9]{1,30})\.(\d{1,3})$/i.exec(typed.trim()) ?? [];
  if (service === undefined) return undefined;
  const mixed = MIXED.find((each) => each.toLowerCase() === service.toLowerCase());
  return `${mixed ?? (service === service.toLowerCase() ? service.toUpperCase() : service)}.${number}`;
}
