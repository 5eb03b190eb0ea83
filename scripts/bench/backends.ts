import { startDynamoDB } from '../../src/sandbox/aws/dynamodb/emulator.ts';
import { startSecurityHub } from '../../src/sandbox/aws/security-hub/emulator.ts';
import { startSqs } from '../../src/sandbox/aws/sqs/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';

/** The emulators in a process of their own, so that what is measured does not share a thread with them. */
const clock = movableClock();
const place = { clock, account: '111122223333', region: 'eu-west-1' };
const [dynamodb, sqs, hub] = await Promise.all([
  startDynamoDB({ clock }),
  startSqs(place),
  startSecurityHub({ ...place, publish: () => undefined }),
]);
const queue = (name: string) => sqs.create(name).url;
process.send?.({
  dynamodb: dynamodb.url,
  sqs: sqs.url,
  securityHub: hub.url,
  queues: { wake: queue('wake'), actions: queue('actions'), admin: queue('admin'), reports: queue('reports') },
});
process.once('disconnect', () => process.exit(0));
