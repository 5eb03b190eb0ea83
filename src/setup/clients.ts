import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Where services are, if not where the SDK looks by itself (AWS, or AWS_ENDPOINT_URL_<SERVICE>). */
export interface Endpoints {
  securityHub?: string;
  eventBridge?: string;
  sns?: string;
  sqs?: string;
}

export type Clients = ReturnType<typeof setupClients>;

/** Every call is made once: what is tried again is decided, and said, by `patient`. */
export function setupClients({ region, profile }: { region: string; profile?: string }, endpoints: Endpoints = {}) {
  const at = (endpoint: string | undefined) => ({
    region,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  const clients = {
    hub: new SecurityHubClient(at(endpoints.securityHub)),
    events: new EventBridgeClient(at(endpoints.eventBridge)),
    sns: new SNSClient(at(endpoints.sns)),
    sqs: new SQSClient(at(endpoints.sqs)),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
