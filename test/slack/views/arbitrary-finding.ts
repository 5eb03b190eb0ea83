import * as fc from 'fast-check';
import { ComplianceStatus, type Finding, ProductKind, RecordState, Severity, WorkflowStatus } from '../../../src/domain/finding.ts';

/** Any UTF-16 at all, lone surrogates, controls and bidi included, and things that Slack reads something into. */
export const anyText = (maxLength = 3000): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.constantFrom('<', '>', '&', '*', '_', '`', ':', '~', '|', '\n', '\u202e', '\u200b', '!', 'a', '😀', 'e\u0301'), {
        maxLength,
      })
      .map((parts) => parts.join('')),
    fc.constant('&'.repeat(maxLength)),
  );

const id = anyText(600);
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  anyText(50),
);

const url = fc.oneof(
  anyText(500),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  anyText(300).map((text) => `https://docs.aws.amazon.com/${text}`),
);

/** A finding whose every text is arbitrary: nothing that a producer may write is left out. */
export const anyFinding: fc.Arbitrary<Finding> = fc.record(
  {
    key: fc.stringMatching(/^[0-9a-f]{32}$/),
    problem: fc.stringMatching(/^[0-9a-f]{32}$/),
    id,
    productArn: anyText(200),
    partition: fc.oneof(fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'), anyText(20)),
    product: fc.record({ kind: fc.constantFrom(...ProductKind.options), name: anyText(100) }),
    account: fc.record({ id: anyText(30), name: anyText(200) }, { requiredKeys: ['id'] }),
    region: anyText(60),
    generatorId: anyText(200),
    title: anyText(),
    description: anyText(),
    severity: fc.constantFrom(...Severity.options),
    types: fc.array(anyText(100), { maxLength: 5 }),
    workflow: fc.constantFrom(...WorkflowStatus.options),
    recordState: fc.constantFrom(...RecordState.options),
    compliance: fc.record(
      {
        status: fc.constantFrom(...ComplianceStatus.options),
        control: fc.oneof(fc.constant('EC2.19'), anyText(300)),
        standards: fc.array(anyText(100), { maxLength: 12 }),
        requirements: fc.array(anyText(100), { maxLength: 30 }),
        reasons: fc.array(anyText(300), { maxLength: 8 }),
      },
      { requiredKeys: ['standards', 'requirements', 'reasons'] },
    ),
    resources: fc.array(
      fc.record({
        type: anyText(100),
        id,
        name: anyText(300),
        tags: fc.dictionary(anyText(40), anyText(80), { maxKeys: 6 }),
      }),
      { maxLength: 32 },
    ),
    resourceCount: fc.nat(500),
    createdAt: time,
    updatedAt: time,
    firstSeenAt: time,
    lastSeenAt: time,
    remediation: fc.record({ text: anyText(600), url }, { requiredKeys: [] }),
    sourceUrl: url,
    note: fc.record({ text: anyText(600), by: anyText(100), at: time }),
    headline: anyText(800),
    facts: fc.array(fc.record({ label: anyText(80), value: anyText(400) }), { maxLength: 20 }),
    sample: fc.boolean(),
    contentHash: fc.constant('c0ffee00'),
  },
  {
    requiredKeys: [
      'key',
      'problem',
      'id',
      'productArn',
      'partition',
      'product',
      'account',
      'region',
      'generatorId',
      'title',
      'description',
      'severity',
      'types',
      'workflow',
      'recordState',
      'resources',
      'resourceCount',
      'createdAt',
      'updatedAt',
      'firstSeenAt',
      'lastSeenAt',
      'facts',
      'sample',
      'contentHash',
    ],
  },
);
