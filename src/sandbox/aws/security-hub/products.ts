import type { Json } from '../contract.ts';
import { isJson, refOf } from './finding.ts';
import { namesOf } from './integrations.ts';

const PRODUCT_ARN = /^arn:aws[\w-]*:securityhub:([\w-]*):(\d{12})?:product\/([\w-]+)\/([\w-]+)$/;

/** The product that everyone's own findings belong to; it exists from the moment the hub is enabled. */
export const defaultProductArn = ({ account, region }: { account: string; region: string }) =>
  `arn:aws:securityhub:${region}:${account}:product/${account}/default`;

export const isProductArn = (arn: string) => PRODUCT_ARN.test(arn);

/** The fields that Security Hub itself sets on a finding. A product's own names stand where the caller gave them. */
export function serviceFields(finding: Json, hub: { region: string; now: number }): Json {
  const { ProductArn, Id } = refOf(finding);
  const [, region, , company = '', product = ''] = PRODUCT_ARN.exec(ProductArn) ?? [];
  const [productName, companyName] =
    namesOf(`${company}/${product}`) ?? (product === 'default' ? ['Default', 'Personal'] : [product, company]);
  const ProductName = finding['ProductName'] ?? productName;
  const CompanyName = finding['CompanyName'] ?? companyName;
  return {
    Region: region ? region : (finding['Region'] ?? hub.region),
    ProductName,
    CompanyName,
    ProcessedAt: new Date(hub.now).toISOString(),
    ProductFields: {
      ...(isJson(finding['ProductFields']) && finding['ProductFields']),
      'aws/securityhub/FindingId': `${ProductArn}/${Id}`,
      'aws/securityhub/ProductName': ProductName,
      'aws/securityhub/CompanyName': CompanyName,
    },
  };
}
