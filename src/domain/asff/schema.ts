import * as z from 'zod';

/** A part that falls away, instead of taking the finding with it, when it is not what ASFF says it is. */
const maybe = <T extends z.ZodType>(part: T) => part.optional().catch(undefined);

/** A list without the members that cannot be read. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.flatMap((one) => item.safeParse(one).data ?? []));

/** Blank text is as good as none. */
const text = maybe(z.string().refine((given) => given.trim() !== ''));
/** Some producers send numbers as text. */
const number = maybe(z.union([z.number(), z.string().regex(/^\s*-?\d+(\.\d+)?\s*$/)]).transform(Number));
const words = maybe(z.union([z.string(), z.number(), z.boolean()]).transform(String));

/** A map of text to text; numbers and booleans become text, anything else falls away. A tag may well be blank. */
const tags = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((entries) => Object.fromEntries(Object.entries(entries).flatMap(([key, value]) => plain(key, value))));

function plain(key: string, value: unknown): [string, string][] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, String(value)]] : [];
}

/** As `tags`, but blank text is as good as none. */
const fields = tags.transform((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value.trim() !== '')));

const SeverityParts = maybe(z.object({ Label: text, Normalized: number, Product: number }));

const RemoteIp = maybe(
  z.object({
    IpAddressV4: text,
    IpAddressV6: text,
    Organization: maybe(z.object({ Org: text, AsnOrg: text })),
    Country: maybe(z.object({ CountryName: text })),
    City: maybe(z.object({ CityName: text })),
  }),
);
const Port = maybe(z.object({ Port: number, PortName: text }));

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-action.html */
const Action = z.object({
  ActionType: text,
  NetworkConnectionAction: maybe(
    z.object({
      ConnectionDirection: text,
      Protocol: text,
      Blocked: words,
      RemoteIpDetails: RemoteIp,
      LocalPortDetails: Port,
      RemotePortDetails: Port,
    }),
  ),
  AwsApiCallAction: maybe(
    z.object({ Api: text, ServiceName: text, RemoteIpDetails: RemoteIp, DomainDetails: maybe(z.object({ Domain: text })) }),
  ),
  DnsRequestAction: maybe(z.object({ Domain: text, Protocol: text, Blocked: words })),
  PortProbeAction: maybe(
    z.object({ Blocked: words, PortProbeDetails: listOf(z.object({ LocalPortDetails: Port, RemoteIpDetails: RemoteIp })) }),
  ),
});

const Vulnerability = z.object({
  Id: text,
  EpssScore: number,
  ExploitAvailable: text,
  LastKnownExploitAt: text,
  FixAvailable: text,
  Cvss: listOf(z.object({ Version: text, BaseScore: number, Source: text })),
  VulnerablePackages: listOf(z.object({ Name: text, Version: text, FixedInVersion: text, FilePath: text, Remediation: text })),
  Vendor: maybe(z.object({ VendorSeverity: text })),
});

const SensitiveData = z.object({ Category: text, TotalCount: number, Detections: listOf(z.object({ Type: text, Count: number })) });

const Resource = z.object({
  Id: z.string().trim().min(1),
  Type: text,
  Partition: text,
  Region: text,
  ResourceRole: text,
  Tags: tags,
  DataClassification: maybe(
    z.object({
      Result: maybe(
        z.object({
          SensitiveData: listOf(SensitiveData),
          CustomDataIdentifiers: maybe(z.object({ TotalCount: number, Detections: listOf(z.object({ Name: text, Count: number })) })),
        }),
      ),
    }),
  ),
  Details: maybe(
    z.object({
      Other: fields,
      AwsIamAccessKey: maybe(z.object({ UserName: text, PrincipalName: text, PrincipalType: text })),
      AwsEcrContainerImage: maybe(z.object({ RepositoryName: text, ImageTags: listOf(z.string()) })),
      AwsLambdaFunction: maybe(z.object({ Runtime: text })),
      AwsEc2Instance: maybe(z.object({ Type: text, ImageId: text })),
    }),
  ),
});

/**
 * What we read of ASFF. Identity aside everything is optional, and what is not as documented counts as absent: producers
 * send much that the documentation rules out. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
 */
export const Asff = z.object({
  Id: text,
  ProductArn: text,
  ProductName: text,
  CompanyName: text,
  Region: text,
  GeneratorId: text,
  AwsAccountId: words,
  AwsAccountName: text,
  Types: listOf(z.string()),
  FirstObservedAt: text,
  LastObservedAt: text,
  CreatedAt: text,
  UpdatedAt: text,
  ProcessedAt: text,
  Severity: SeverityParts,
  FindingProviderFields: maybe(z.object({ Severity: SeverityParts, Types: listOf(z.string()) })),
  Title: text,
  Description: text,
  Remediation: maybe(z.object({ Recommendation: maybe(z.object({ Text: text, Url: text })) })),
  SourceUrl: text,
  ProductFields: fields,
  UserDefinedFields: fields,
  Malware: listOf(z.object({ Name: text, Type: text, Path: text, State: text })),
  Threats: listOf(z.object({ Name: text, Severity: text })),
  ThreatIntelIndicators: listOf(z.object({ Type: text, Value: text, Source: text })),
  Resources: listOf(Resource),
  Compliance: maybe(
    z.object({
      Status: text,
      RelatedRequirements: listOf(z.string()),
      SecurityControlId: text,
      AssociatedStandards: listOf(z.object({ StandardsId: text })),
      StatusReasons: listOf(z.object({ ReasonCode: text, Description: text })),
      SecurityControlParameters: listOf(z.object({ Name: text, Value: listOf(z.string()) })),
    }),
  ),
  WorkflowState: text,
  Workflow: maybe(z.object({ Status: text })),
  RecordState: text,
  Note: maybe(z.object({ Text: text, UpdatedBy: text, UpdatedAt: text })),
  Vulnerabilities: listOf(Vulnerability),
  PatchSummary: maybe(
    z.object({
      MissingCount: number,
      FailedCount: number,
      InstalledCount: number,
      InstalledPendingReboot: number,
      Operation: text,
      OperationEndTime: text,
    }),
  ),
  Action: maybe(Action),
  Detection: maybe(
    z.object({
      Sequence: maybe(
        z.object({
          Signals: listOf(z.object({ Title: text, Name: text })),
          Actors: listOf(z.object({ User: maybe(z.object({ Name: text })) })),
        }),
      ),
    }),
  ),
  Sample: maybe(z.boolean()),
});
export type Asff = z.output<typeof Asff>;
