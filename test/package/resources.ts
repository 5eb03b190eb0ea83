import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** CloudFormation's short forms, as the JSON they stand for. */
const TAGS = [
  { tag: '!Ref', resolve: (name: string) => ({ Ref: name }) },
  { tag: '!GetAtt', resolve: (path: string) => ({ 'Fn::GetAtt': path.split('.') }) },
  { tag: '!Sub', resolve: (text: string) => ({ 'Fn::Sub': text }) },
];

const yamlOf = (path: string): unknown => parse(read(path), { customTags: TAGS });

const Sqs = z.strictObject({
  arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  batchSize: z.number(),
  maximumBatchingWindow: z.number().default(0),
  maximumConcurrency: z.number(),
  functionResponseType: z.literal('ReportBatchItemFailures'),
});

const DeployedFunction = z.strictObject({
  name: z.string(),
  description: z.string(),
  handler: z.string(),
  memorySize: z.number().optional(),
  timeout: z.number(),
  role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  url: z.literal(true).optional(),
  package: z.object({ patterns: z.array(z.string()) }),
  events: z.array(z.strictObject({ sqs: Sqs })).default([]),
});

const Serverless = z.object({
  provider: z.object({ runtime: z.string(), architecture: z.string(), environment: z.record(z.string(), z.unknown()) }),
  functions: z.record(z.string(), DeployedFunction),
  resources: z.array(z.string()),
});

/** serverless.yml, with functions as strictly as we write them: what is not listed here, such as reserved concurrency, is refused. */
export const serverless = Serverless.parse(yamlOf('serverless.yml'));

const Resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) });
const Part = z.object({ Resources: z.record(z.string(), Resource).default({}) });

/** All resources of the files that serverless.yml includes, by logical id. */
export const resources: Record<string, z.output<typeof Resource>> = Object.assign(
  {},
  ...serverless.resources.map((include) => Part.parse(yamlOf(include.replace(/^\$\{file\((.*)\)\}$/, '$1'))).Resources),
);

/** The properties of a resource in the shape that is expected of them. */
export function properties<Shape extends z.ZodType>(id: string, shape: Shape): z.output<Shape> {
  const resource = resources[id];
  if (!resource) throw new Error(`No resource is called ${id}`);
  return shape.parse(resource.Properties);
}

export const idsOf = (type: string): string[] => Object.keys(resources).filter((id) => resources[id]?.Type === type);
