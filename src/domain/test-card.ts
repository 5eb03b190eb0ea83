import { createHash } from 'node:crypto';
import type { Card } from './card.ts';
import { faceHash, offersFor, type ProblemFace } from './face.ts';
import type { Finding } from './finding.ts';
import { type Intent, reasonOf, STATUS_AFTER } from './intent.ts';

/** A test card can be played with for a day. */
const TEST_LASTS_MS = 24 * 3600_000;

/** The key of the test card that was asked for by this request: asked for once, it is posted once. */
export const testKeyOf = (request: string): string => createHash('sha256').update(`test|${request}`).digest('hex').slice(0, 32);

/** A card about nothing, which takes every way that a card about a finding takes. */
export function testCard({ key, channel, by, now }: { key: string; channel: string; by: string; now: Date }): Card {
  return wantingTest({
    key,
    channel,
    subject: { kind: 'test', by, until: now.getTime() + TEST_LASTS_MS, over: false },
    severity: 'HIGH',
    workflow: 'NEW',
    open: true,
    want: '',
    generation: 1,
    state: 'NEW',
    twinChecks: [],
    actionVersion: 0,
    outgoing: [],
    because: 'test',
    raisedBy: key,
    createdAt: now.toISOString(),
  });
}

/** What the message of a test card says: everything a real one does, and that it is none. */
export function testFace(card: Card): ProblemFace {
  if (card.subject.kind !== 'test') throw new Error(`Card ${card.key} is no test`);
  const { by, until, over } = card.subject;
  return {
    kind: 'problem',
    card: card.key,
    actionVersion: card.actionVersion,
    severity: card.severity,
    workflow: card.workflow,
    open: card.open,
    finding: { ...madeUp(card), workflow: card.workflow },
    memberCount: 1,
    standards: [...STANDARDS],
    owner: card.owner,
    lastPress: card.lastPress,
    ticket: undefined,
    because: 'test',
    route: undefined,
    offers: over ? [] : offersFor(card.workflow),
    generation: card.generation,
    previousTs: card.previousTs,
    test: { by, until: new Date(until).toISOString(), over },
  };
}

/** The test card after a press on it, which changes nothing but the card. */
export function rehearsed(card: Card, intent: Intent, now: Date): Card {
  const { acting: _acting, owner, ...rest } = card;
  const workflow = STATUS_AFTER[intent.action] ?? card.workflow;
  const reason = reasonOf(intent);
  const kept = ownerAfter(intent, owner);
  return wantingTest({
    ...rest,
    acted: intent.id,
    workflow,
    open: workflow === 'NEW' || workflow === 'NOTIFIED',
    lastPress: { action: intent.action, by: intent.who, from: 'slack', at: now.toISOString(), ...(reason && { reason }) },
    ...(kept !== undefined && { owner: kept }),
  });
}

/** The test card once its day is over, with nothing left to press; undefined while it is not, and for any other card. */
export function testOver(card: Card | undefined, now: number): Card | undefined {
  if (card?.subject.kind !== 'test' || card.subject.over || card.subject.until > now) return undefined;
  const over = wantingTest({ ...card, subject: { ...card.subject, over: true } });
  return card.state === 'NEW' ? { ...over, state: 'PARKED', parkedBecause: 'test over' } : over;
}

function ownerAfter({ action, who, assignee }: Intent, owner: string | undefined): string | undefined {
  if (action === 'assign') return assignee;
  if (action === 'acknowledge') return who;
  return action === 'resolve' ? owner : undefined;
}

const wantingTest = (card: Card): Card => ({ ...card, want: faceHash(testFace(card)) });

const STANDARDS = ['CIS 3.0.0', 'FSBP 1.0.0'] as const;
const PLACE = { account: '111122223333', region: 'eu-west-1' };

/** A finding that no Security Hub has, of the kind that is met most often. */
function madeUp({ key, createdAt }: Card): Finding {
  return {
    key,
    problem: key,
    id: `shub/test/${key}`,
    productArn: `arn:aws:securityhub:${PLACE.region}::product/aws/securityhub`,
    partition: 'aws',
    product: { kind: 'security-hub', name: 'Security Hub' },
    account: { id: PLACE.account, name: 'no real account' },
    region: PLACE.region,
    generatorId: 'security-control/EC2.19',
    title: 'Security groups should not allow unrestricted access to ports with high risk',
    description: 'This finding was made up by shub to try out a channel. There is no such security group.',
    severity: 'HIGH',
    types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    workflow: 'NEW',
    recordState: 'ACTIVE',
    compliance: {
      status: 'FAILED',
      control: 'EC2.19',
      standards: [...STANDARDS],
      requirements: [],
      reasons: ['Port 22 is open to 0.0.0.0/0.'],
    },
    resources: [
      {
        type: 'AwsEc2SecurityGroup',
        id: `arn:aws:ec2:${PLACE.region}:${PLACE.account}:security-group/sg-0test`,
        name: 'sg-0test',
        region: PLACE.region,
        tags: {},
      },
    ],
    resourceCount: 1,
    createdAt,
    updatedAt: createdAt,
    firstSeenAt: createdAt,
    lastSeenAt: createdAt,
    headline: 'Port 22 is open to 0.0.0.0/0.',
    facts: [{ label: 'Status', value: 'FAILED' }],
    sample: false,
    contentHash: key,
  };
}
