import * as z from 'zod';
import { NonEmpty, Ref } from './finding.ts';
import { instant } from './instant.ts';
import { SEVERITY_LABELS } from './severity.ts';
import { WORKFLOW_STATUSES } from './workflow.ts';

const timestamp = z.string().refine((text) => instant(text) !== undefined, { error: 'should match format "date-time"' });
const percent = z.int().min(0).max(100);
const text = (longest: number) => NonEmpty.max(longest);
const map = (key: number, value: number) =>
  z
    .record(text(key), z.string().max(value))
    .refine((fields) => Object.keys(fields).length <= 50, { error: 'should NOT have more than 50 properties' });

const severity = z.looseObject({
  Label: z.enum(SEVERITY_LABELS).optional(),
  Normalized: percent.optional(),
  Original: text(64).optional(),
});
const types = z.array(NonEmpty).max(50);
const related = z.array(Ref).max(10);

const providerFields = z.looseObject({
  Confidence: percent.optional(),
  Criticality: percent.optional(),
  RelatedFindings: related.optional(),
  Severity: severity.optional(),
  Types: types.optional(),
});

/**
 * What BatchImportFindings demands of a finding; anything else may be in it. Lengths are those of
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html and asff-top-level-attributes.html.
 */
export const Asff = z
  .looseObject({
    SchemaVersion: z.literal('2018-10-08'),
    Id: text(512),
    ProductArn: z.string().min(12).max(2048),
    GeneratorId: text(512),
    AwsAccountId: z.string().regex(/^\d{12}$/),
    CreatedAt: timestamp,
    UpdatedAt: timestamp,
    FirstObservedAt: timestamp.optional(),
    LastObservedAt: timestamp.optional(),
    Title: text(256),
    Description: text(1024),
    Resources: z
      .array(z.looseObject({ Type: text(256), Id: NonEmpty }))
      .min(1)
      .max(32),
    ...providerFields.shape,
    FindingProviderFields: providerFields.optional(),
    AwsAccountName: text(50).optional(),
    ProductFields: map(128, 2048).optional(),
    UserDefinedFields: map(128, 1024).optional(),
    Note: z.looseObject({ Text: text(512), UpdatedBy: NonEmpty }).optional(),
    Workflow: z.looseObject({ Status: z.enum(WORKFLOW_STATUSES).optional() }).optional(),
    RecordState: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
    Compliance: z.looseObject({ Status: z.enum(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE']).optional() }).optional(),
    Malware: z
      .array(z.looseObject({ Name: text(64) }))
      .max(5)
      .optional(),
    ThreatIntelIndicators: z.array(z.looseObject({})).max(5).optional(),
  })
  .check(({ value, issues }) => {
    const { Severity = value.FindingProviderFields?.Severity, Types = value.FindingProviderFields?.Types } = value;
    if (Severity && Types) return;
    const messages = ["should have required property 'FindingProviderFields'", 'should match some schema in anyOf'];
    for (const message of messages) issues.push({ code: 'custom', message, input: value });
  });
