import { resourceName } from '../resource.ts';
import type { Asff } from '../schema.ts';
import { inWords, type Reading, reading, some } from './reading.ts';

/** Which kind of data lies where, how much of it, and who can get at it. */
export function macie(asff: Asff): Reading {
  const { ProductFields, Resources } = asff;
  const bucket = Resources.find(({ Type }) => Type === 'AwsS3Bucket');
  const object = Resources.find(({ Type }) => Type === 'AwsS3Object');
  const results = Resources.flatMap(({ DataClassification }) => DataClassification?.Result ?? []);
  const found = results.flatMap(({ SensitiveData }) => SensitiveData);
  const custom = results.flatMap(({ CustomDataIdentifiers }) => CustomDataIdentifiers?.Detections ?? []);
  const categories = found.map(({ Category, TotalCount }) => withCount(inWords(Category), TotalCount));
  const detections = [
    ...found.flatMap(({ Detections }) => Detections.map(({ Type, Count }) => withCount(Type, Count))),
    ...custom.map(({ Name, Count }) => withCount(Name, Count)),
  ];
  const permission = ProductFields['S3Bucket.effectivePermission'];
  const access =
    permission &&
    (permission === 'PUBLIC' ? 'bucket is public' : permission === 'NOT_PUBLIC' ? 'bucket is not public' : inWords(permission));
  return reading(
    [some(categories), access],
    [
      ['Sensitive data', some(detections, 4)],
      ['Bucket', bucket && resourceName(bucket.Id, bucket.Type)],
      ['Object', ProductFields['S3Object.Path'] ?? (object && resourceName(object.Id, object.Type))],
      ['Bucket access', inWords(permission)],
      ['Object public', yesOrNo(ProductFields['S3Object.PublicAccess'])],
      ['Unencrypted uploads', allowed(ProductFields['S3Bucket.allowsUnencryptedObjectUploads'])],
      ['Discovery job', ProductFields['JobId']],
      ['Finding type', asff.Types[0]?.split('/').at(-1)],
    ],
  );
}

const withCount = (words: string | undefined, count: number | undefined): string | undefined =>
  words && (count === undefined ? words : `${words} (${count})`);

const yesOrNo = (value: string | undefined): string | undefined => value && (value.toLowerCase() === 'true' ? 'yes' : 'no');
const allowed = (value: string | undefined): string | undefined => value && (value.toLowerCase() === 'true' ? 'allowed' : 'not allowed');
