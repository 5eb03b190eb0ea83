import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * As many calls of one service at once as presses may come together. The SDK has 50, and has further ones wait their turn; that
 * wait counts as time to connect, so that they fail before they are sent.
 */
const CONNECTIONS = { keepAlive: true, maxSockets: 256 };

interface Speed {
  hurried?: boolean;
  patience?: number;
}

/**
 * How long a call may take and how often it is tried. Without `throwOnRequestTimeout` the SDK only warns and goes on
 * waiting; `hurried` is for the function that Slack waits for, `patience` lets a call take so many times as long.
 */
const options = (region: string, { hurried = false, patience = 1 }: Speed = {}) => ({
  region,
  maxAttempts: hurried ? 2 : 3,
  requestHandler: {
    connectionTimeout: patience * (hurried ? 500 : 1_000),
    requestTimeout: patience * (hurried ? 800 : 3_000),
    throwOnRequestTimeout: true,
    httpAgent: CONNECTIONS,
    httpsAgent: CONNECTIONS,
  },
});

/** Where services are, if not where the SDK looks by itself (AWS, or AWS_ENDPOINT_URL_<SERVICE>). */
export interface Endpoints {
  dynamodb?: string;
  eventBridge?: string;
  securityHub?: string;
  sns?: string;
  sqs?: string;
  ssm?: string;
}

export function awsClients(region: string, { endpoints = {}, ...speed }: Speed & { endpoints?: Endpoints } = {}) {
  const at = (endpoint: string | undefined) => ({ ...options(region, speed), ...(endpoint && { endpoint }) });
  const dynamodb = new DynamoDBClient(at(endpoints.dynamodb));
  return {
    dynamodb,
    documents: DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } }),
    eventBridge: new EventBridgeClient(at(endpoints.eventBridge)),
    securityHub: new SecurityHubClient(at(endpoints.securityHub)),
    sns: new SNSClient(at(endpoints.sns)),
    sqs: new SQSClient(at(endpoints.sqs)),
    ssm: new SSMClient(at(endpoints.ssm)),
  };
}
