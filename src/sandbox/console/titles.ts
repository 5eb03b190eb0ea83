import { findingKey } from '../../domain/asff/identity.ts';
import type { World } from '../world.ts';

/** Titles of findings for lines that name them otherwise. */
export interface Titles {
  /** By the finding's Id in Security Hub. */
  byId(id: string): string | undefined;
  /** By its name inside the product. */
  byKey(key: string): string | undefined;
}

/** Titles as Security Hub has them; a finding is read once, because its title hardly ever changes. */
export function titlesOf({ findings }: Pick<World['hub'], 'findings'>): Titles {
  const byId = new Map<string, string>();
  const byKey = new Map<string, string>();
  const seen = new Set<string>();

  function readNew(): void {
    if (seen.size === findings.size) return;
    for (const [arn, { Id, ProductArn, Title }] of findings) {
      if (seen.has(arn)) continue;
      seen.add(arn);
      byId.set(String(Id), String(Title));
      byKey.set(findingKey({ id: String(Id), productArn: String(ProductArn) }), String(Title));
    }
  }

  return {
    byId(id) {
      readNew();
      return byId.get(id);
    },
    byKey(key) {
      readNew();
      return byKey.get(key);
    },
  };
}
