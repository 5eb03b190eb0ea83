/** What EventBridge hands over when Security Hub sends these findings, at `time` (seconds, as its events have it). */
export function anEvent(
  findings: object[],
  { type = 'Security Hub Findings - Imported', time = '2026-03-02T09:30:00Z' }: { type?: string; time?: string } = {},
) {
  return {
    version: '0' as const,
    id: `event-${time}`,
    'detail-type': type,
    source: 'aws.securityhub',
    account: '111122223333',
    time,
    region: 'eu-west-1',
    resources: [],
    detail: { findings },
  };
}

/** A person chose these findings in the AWS console and sent them with a custom action. */
export const aCustomAction = (findings: object[], time?: string) =>
  anEvent(findings, { type: 'Security Hub Findings - Custom Action', ...(time !== undefined && { time }) });
