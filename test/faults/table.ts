/** One way in which something can fail, and the test that shows what becomes of it. */
interface Row {
  row: number;
  hop: string;
  fault: string;
  /** The file and a part of the test's name; of a test with many cases, the words of the one that shows it. */
  test: readonly [file: string, name: string, words?: string];
}

/** A row that no test of its own can show, and why. */
interface Excuse {
  row: number;
  hop: string;
  fault: string;
  because: string;
}

const flows = (name: string, test: string) => [`test/flows/${name}.test.ts`, test] as const;
const faults = (name: string, test: string) => [`test/faults/${name}.test.ts`, test] as const;
const slack = (name: string, test: string) => [`test/slack/${name}.test.ts`, test] as const;
const made = (name: string, test: string) => [`test/package/${name}.test.ts`, test] as const;
const row = (row: number, hop: string, fault: string, test: Row['test']): Row => ({ row, hop, fault, test });

/** The words are those of kill-points.ts; kill-rows.test.ts sees to it that there is such a point. */
export const KILLED = faults('killed', 'a process that is killed %s leaves one card, and it is right');
export const PRESS_KILLED = faults('killed', 'a press whose process is killed %s is done once and shown once');
const killed = (words: string) => [...KILLED, words] as const;
const pressKilled = (words: string) => [...PRESS_KILLED, words] as const;

/** Everything that is known to fail between Security Hub and a person, and back. */
export const ROWS: readonly Row[] = [
  row(1, 'Security Hub to the queue', 'an event is never delivered', flows('repair', 'after comparing shub knows what Security Hub knows')),
  row(
    2,
    'EventBridge to the queue',
    'the queue is away for longer than a day',
    faults('queues', 'what EventBridge could not deliver for a day'),
  ),
  row(
    3,
    'EventBridge',
    'the same finding from two accounts under two event ids',
    faults('arrivals', 'the same finding from its own account and from the administrator'),
  ),
  row(4, 'EventBridge, SQS', 'the same event several times', flows('arrival', 'the same event five times is one card')),
  row(5, 'EventBridge, SQS', 'an older state after a newer one', flows('order-of-arrival', 'never shows an older one after a newer one')),
  row(6, 'Security Hub', 'two states with one UpdatedAt', flows('order-of-arrival', 'with one UpdatedAt and in one second')),
  row(7, 'Security Hub', 'the echo of our own update', flows('press', 'the echo of our own update changes nothing')),
  row(8, 'SQS', 'a message that nobody understands among others', flows('changes', 'one poisoned finding among ten is quarantined')),
  row(9, 'SQS', 'a finding as large as they get', flows('arrival', 'a finding of %s becomes one card that Slack takes whole')),
  row(10, 'Security Hub', 'it arrives archived or closed', flows('changes', 'when it first arrives disturbs nobody')),
  row(11, 'Security Hub', 'it comes back after it was resolved', flows('arrival', 'comes back after it was resolved is a new message')),
  row(12, 'findings', 'killed before the row is written', killed('before the finding is written down')),
  row(13, 'findings', 'killed after the row is written', killed('after the finding is written down, before its card')),
  row(14, 'findings', 'one record of a batch fails', faults('arrivals', 'one record of a batch that fails')),
  row(15, 'SQS to Lambda', 'throttled by reserved concurrency', made('packaged', 'no function reserves concurrency')),
  row(16, 'SQS', 'two workers have the same message', faults('arrivals', 'two workers with the same message at the same time')),
  row(17, 'DynamoDB', 'half of all calls are throttled', faults('table-trouble', 'while DynamoDB throttles every other call')),
  row(18, 'DynamoDB', 'a write is made and its answer lost', flows('interrupted-press', 'without an answer takes effect once')),
  row(19, 'DynamoDB', 'it takes a call and never answers', faults('table-trouble', 'a table that never answers')),
  row(
    20,
    'DynamoDB',
    'an index is half a minute behind its rows',
    faults('index-lag', 'sixteen cards that the index still has as waiting'),
  ),
  row(
    21,
    'DynamoDB',
    'time to live removes a row early or late',
    faults('time-to-live', 'a finding that comes again when its rows %s is one new message'),
  ),
  row(22, 'DynamoDB', 'it is away for two hours', faults('table-trouble', 'after two hours without DynamoDB')),
  row(23, 'deliver', 'killed before the card is POSTING', killed('after the channel is leased')),
  row(24, 'deliver', 'killed after the card is POSTING, before Slack', killed('after the card is POSTING, before Slack hears of it')),
  row(25, 'deliver', 'killed after Slack took it, before POSTED', killed('after Slack took the message, before that is written down')),
  row(
    26,
    'Slack',
    'it takes a post and the answer is lost',
    faults('unanswered', 'a post that Slack takes and answers with %s is found again'),
  ),
  row(
    27,
    'Slack',
    'a failure that may have had an effect',
    faults('unanswered', 'a post that Slack takes and answers with %s is found again'),
  ),
  row(28, 'Slack', 'it limits a channel for minutes', faults('limited-for-minutes', 'nothing goes there before it may')),
  // Counted, and not an alarm: there is nothing to mend, the wait is at most five minutes, and a card that waits for 15 sets off an alarm.
  row(29, 'Slack', 'a limit without a sensible time to wait', faults('slack-answers', 'waits a sensible time')),
  row(30, 'Slack', 'a limit inside a 200', faults('slack-answers', 'is a limit like any other')),
  row(31, 'Slack', 'nonsense, or no answer for long', faults('unanswered', 'leaves the post of a channel unanswered')),
  row(32, 'Slack', 'it takes a post after we gave it up', faults('unanswered', 'one is taken away within two minutes')),
  row(33, 'deliver', 'a worker sleeps past its lease', faults('zombies', 'sleeps past its lease %s and then goes on leaves one card')),
  row(34, 'deliver', 'two workers on one channel', ['test/model/delivery.test.ts', 'whatever breaks and whoever overtakes whom']),
  row(35, 'everywhere', 'clocks that differ by minutes', faults('clocks', 'of two containers whose clocks are %s, whatever happens')),
  row(36, 'Slack', 'the channel is archived', flows('fallback', 'a storm whose channel breaks for an hour goes on there')),
  // It does not join again by itself, public channel or not: whoever removed it may have meant it, and the scope for it would open every channel.
  row(37, 'Slack', 'the bot is removed from the channel', flows('fallback', 'its cards go to the fallback channel')),
  row(38, 'Slack', 'the token is revoked, or lacks a scope', flows('breaker', 'while the token is revoked one call a minute tries')),
  row(39, 'Slack', 'it refuses the form of a message', flows('slack-trouble', 'comes as a minimal one')),
  row(40, 'Slack', 'limits of the workspace and of methods', faults('limits-that-bind', 'no call is refused')),
  row(41, 'deliver', 'a storm', flows('storm-promises', 'the head is there within 15 s')),
  row(42, 'deliver', 'a neighbour with much to say', faults('shared-limits', 'a quiet channel has its card')),
  // Another message, but no new generation: nothing has happened to the finding, so what was pressed, promised and paged still holds.
  row(43, 'Slack', 'a message is gone or may not be edited', faults('slack-answers', 'comes again as a new message')),
  row(44, 'Slack', 'two edits overtake one another', ['test/model/delivery.test.ts', 'whatever breaks and whoever overtakes whom']),
  row(45, 'Slack', 'nobody can say whether it was posted', flows('doubtful', 'held for ten minutes and then posted')),
  row(46, 'slack', 'a request that Slack did not send', slack('verify', 'a request is refused when %s')),
  row(47, 'slack', 'the same bytes again', slack('receiver', 'the same bytes again within five minutes do nothing')),
  row(48, 'slack', 'a double click', flows('press', 'a double click is one press')),
  row(49, 'slack', 'two people at once', flows('press', 'of two people who acknowledge at once')),
  row(50, 'slack', 'an old button', flows('press', 'was resolved in the AWS console just now is not acknowledged over it')),
  row(51, 'slack', 'slower than Slack waits', flows('told-truly', 'a press whose queue answers after three seconds')),
  row(52, 'slack', 'the trigger has expired', slack('front-desk', 'Slack opens no window any more')),
  row(53, 'slack', 'the response_url is used up', faults('slack-answers', 'the response_url no longer works')),
  row(54, 'slack', 'killed after the press is queued', faults('killed', 'whoever presses again because the process died')),
  // Its person is told that it is not done, so it stays so (DESIGN section 7); the clock hands over only what was never queued: killed.test.ts.
  row(55, 'slack', 'the queue takes nothing', flows('told-truly', 'when a press cannot be queued')),
  row(56, 'Security Hub', 'refusals inside a 200', flows('security-hub-trouble', 'inside a 200 is told to whoever pressed')),
  row(
    57,
    'Security Hub',
    'an update is made and its answer lost',
    flows('interrupted-press', 'of which Security Hub lost the answer is made once'),
  ),
  row(59, 'actions', 'killed between the effect and what follows', pressKilled('after Security Hub has done it, before anybody knows')),
  row(58, 'Security Hub', 'it throttles', faults('many-presses', 'forty presses at once keep to the throttles')),
  row(60, 'Security Hub', 'an update shows minutes later', flows('security-hub-trouble', 'an update that shows after')),
  row(61, 'Security Hub', 'somebody else archived it', faults('presses', 'archived meanwhile')),
  // Its clause about regions is answered by where shub runs: in the home region, which takes the updates of all that are linked to it.
  row(62, 'Security Hub', 'no permission for it', faults('presses', 'is told once and for good, with what it lacks')),
  // What is decided is on record; an attempt that is refused changes nothing about its finding, so it is in the log, with who made it.
  row(63, 'actions', 'somebody approves who may not, too late, or what has changed', flows('approval-denied', 'is denied in words')),
  row(64, 'roles', 'a role taken away is still remembered', slack('directory', 'after a minute Slack is asked again')),
  row(65, 'SNS', 'it does not take a page', flows('alert-pages', 'a page that SNS goes on failing')),
  row(66, 'SNS', 'a page is sent twice', flows('alert-pages', 'sent again with the same id')),
  row(67, 'EventBridge', 'some entries of a batch fail', flows('events-out', 'an entry that fails within a 200')),
  row(68, 'audit', 'it cannot be written', flows('security-hub-trouble', 'without an audit entry there is no effect')),
  row(69, 'socket', 'a connection ends before it is acknowledged', faults('socket', 'and that comes again over the next, is done once')),
  row(70, 'container', 'it is told to stop', faults('told-to-stop', 'some seconds into a run over fourteen cards')),
  row(71, 'both', 'functions and a container deliver at once', faults('stopping', 'two containers')),
  row(72, 'secrets', 'the signing secret is rotated', flows('rotation', 'the signing secret is rotated while shub runs')),
  row(73, 'secrets', 'SSM is away', faults('secrets-away', 'cannot be read from the start')),
  row(74, 'policy', 'a policy that cannot be used', faults('settings', 'the last good policy stays')),
];

/** At most six. */
export const EXCUSES: readonly Excuse[] = [
  {
    row: 75,
    hop: 'everything',
    fault: 'killed every few seconds under load',
    because:
      'It takes minutes and is no unit of its own: `npm run soak -- --seconds 60` does it in `.ci/run` to two processes under load, at the points of kill-points.ts. One at a time those and more are in killed.test.ts, killed-in-a-storm.test.ts and killed-by-the-clock.test.ts; soak.test.ts shows that a run can fail.',
  },
];
