import type { Control } from './control.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_SecurityControlDefinition.html */
export const definition = ({ id, title, description, remediationUrl, severity }: Control) => ({
  SecurityControlId: id,
  Title: title,
  Description: description,
  RemediationUrl: remediationUrl,
  SeverityRating: severity,
  CurrentRegionAvailability: 'AVAILABLE',
  CustomizableProperties: [],
  Provider: 'AWS',
});
