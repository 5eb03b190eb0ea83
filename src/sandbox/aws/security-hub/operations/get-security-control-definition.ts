import * as z from 'zod';
import { controlCalled } from '../controls/catalogue.ts';
import { definition } from '../controls/definition.ts';
import { notFound } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ SecurityControlId: NonEmpty });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetSecurityControlDefinition.html */
export const getSecurityControlDefinition: Operation = ({ input }, hub) => {
  const { SecurityControlId } = read(Input, input);
  const control = controlCalled(SecurityControlId, hub);
  if (!control) throw notFound(`Security control ${SecurityControlId} was not found`);
  return { SecurityControlDefinition: definition(control) };
};
