import { createHash } from 'node:crypto';
import { sayStep } from './alerting.ts';
import { remembered } from './call.ts';
import type { Card, LastPress, Undo } from './card.ts';
import { faceHash, offersOn, type ProblemFace } from './face.ts';
import { type Finding, WorkflowStatus } from './finding.ts';
import { type Intent, PAST_WORD, reasonOf, STATUS_AFTER } from './intent.ts';
import { UNDO_MS } from './press-changes.ts';

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
    offers: over ? [] : offersOn(card),
    generation: card.generation,
    previousTs: card.previousTs,
    test: { by, until: new Date(until).toISOString(), over },
  };
}

/** The test card after a press on it, which changes nothing but the card. */
export function rehearsed(card: Card, intent: Intent, now: Date): Card {
  const { acting: _acting, owner, undo, ...rest } = card;
  const reason = reasonOf(intent);
  const press: LastPress = { action: intent.action, by: intent.who, from: 'slack', at: now.toISOString(), ...(reason && { reason }) };
  if (intent.action === 'undo') return undo ? takenBack({ ...rest, acted: intent.id }, undo, press) : card;
  const workflow = STATUS_AFTER[intent.action] ?? card.workflow;
  return wantingTest({
    ...rest,
    acted: intent.id,
    workflow,
    open: isOpenAs(workflow),
    lastPress: press,
    latest: undefined,
    owner: ownerAfter(intent, owner),
    undo: {
      intent: intent.id,
      action: intent.action,
      by: intent.who,
      until: now.getTime() + UNDO_MS,
      was: { [card.workflow]: [card.key] },
      before: { owner, lastPress: card.lastPress },
    },
  });
}

/** The test card after a call for help, of which only a line in its thread comes; undefined when it was made before. */
export function callRehearsed(card: Card, { press, name, reason }: { press: string; name: string; reason: string }, now: Date) {
  const calls = card.calls ?? [];
  if (calls.includes(press)) return undefined;
  const title = `A test: ${name} calls for help, and nobody is mentioned or paged`;
  const say = sayStep(`${press}.said`, { tone: 'info', title, lines: [`“${reason}”`] }, false, now);
  return { ...card, calls: remembered([...calls, press]), outgoing: [...card.outgoing, say] };
}

/** As it stood before the press that is taken back. */
function takenBack(card: Card, { action, was, before }: Undo, press: LastPress): Card {
  const workflow = WorkflowStatus.options.find((status) => was[status] !== undefined) ?? card.workflow;
  const latest = { ...press, reason: PAST_WORD[action] };
  return wantingTest({ ...card, workflow, open: isOpenAs(workflow), owner: before.owner, lastPress: before.lastPress, latest });
}

const isOpenAs = (workflow: WorkflowStatus): boolean => workflow === 'NEW' || workflow === 'NOTIFIED';

/** The test card once its day is over, with nothing left to press; undefined while it is not, and for any other card. */
export function testOver(card: Card | undefined, now: number): Card | undefined {
  if (card?.subject.kind !== 'test' || card.subject.over || card.subject.until > now) return undefined;
  const { undo: _undo, ...rest } = card;
  const over = wantingTest({ ...rest, subject: { ...card.subject, over: true } });
  return card.state === 'NEW' ? { ...over, state: 'PARKED', parkedBecause: 'test over' } : over;
}

function ownerAfter({ action, who, assignee }: Intent, owner: string | undefined): string | undefined {
  if (action === 'assign') return assignee;
  if (action === 'acknowledge') return who;
  return action === 'resolve' ? owner : undefined;
}

/** The test card wanting to be drawn as it is now. */
export const wantingTest = (card: Card): Card => ({ ...card, want: faceHash(testFace(card)) });

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
