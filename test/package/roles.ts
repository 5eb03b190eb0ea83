import * as z from 'zod';
import { properties, serverless } from './resources.ts';

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)]);
const Arn = z.union([z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))]);
const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(Arn),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore(z.string()))).default({}),
});
export type Statement = z.output<typeof Statement>;
const Document = z.object({ Statement: z.array(Statement) });
const Role = z.object({
  ManagedPolicyArns: z.array(z.object({ Ref: z.string() })).default([]),
  Policies: z.array(z.object({ PolicyDocument: Document })),
});

/** Everything that the role of a function says, its managed policies included. */
export function statementsOf(name: string): Statement[] {
  const id = serverless.functions[name]?.role['Fn::GetAtt'][0];
  if (id === undefined) throw new Error(`No function is called ${name}`);
  const { ManagedPolicyArns, Policies } = properties(id, Role);
  const managed = ManagedPolicyArns.map(({ Ref }) => properties(Ref, z.object({ PolicyDocument: Document })));
  return [...Policies, ...managed].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The statements that allow something, and what they allow on a resource of ours, by its logical id. */
export const allowed = (name: string): Statement[] => statementsOf(name).filter(({ Effect }) => Effect === 'Allow');
export const actionsOn = (name: string, id: string): Set<string> =>
  new Set(
    allowed(name)
      .filter(({ Resource }) => Resource.some((arn) => JSON.stringify(arn).includes(`"${id}"`)))
      .flatMap(({ Action }) => Action),
  );
