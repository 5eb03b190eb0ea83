import type { Finding } from '../finding.ts';
import { cut } from './text.ts';

/** What a finding may take as JSON: DynamoDB reads and writes are billed by size, and end at 400 KB for a whole row. */
const LARGEST = 16 * 1024;

/** What goes first when a finding is too large, least missed first. The last ones leave what every reading of a finding needs. */
const STEPS: readonly ((finding: Finding) => Finding)[] = [
  (f) => ({ ...f, ...(f.compliance && { compliance: { ...f.compliance, requirements: [], reasons: f.compliance.reasons.slice(0, 1) } }) }),
  (f) => ({ ...f, types: f.types.slice(0, 1), resources: f.resources.slice(0, 3) }),
  (f) => ({ ...f, description: cut(f.description, 250) }),
  (f) => ({ ...f, resources: f.resources.slice(0, 1) }),
  (f) => ({ ...f, facts: f.facts.slice(0, 4).map(({ label, value }) => ({ label, value: cut(value, 100) })) }),
  ({ remediation: _, ...f }) => f,
  ({ sourceUrl: _, ...f }) => f,
  (f) => ({ ...f, generatorId: cut(f.generatorId, 100), ...(f.note && { note: { ...f.note, text: cut(f.note.text, 120) } }) }),
  (f) => ({ ...f, resources: f.resources.map((resource) => ({ ...resource, tags: {} })) }),
  (f) => ({ ...f, ...(f.compliance && { compliance: { ...f.compliance, standards: f.compliance.standards.slice(0, 3), reasons: [] } }) }),
  (f) => ({ ...f, facts: f.facts.slice(0, 2), ...(f.headline && { headline: cut(f.headline, 100) }) }),
];

/** The finding within 16 KB: most are a fifth of that and stay as they are. */
export function withinLimit(finding: Finding): Finding {
  let fitted = finding;
  for (const step of STEPS) {
    if (Buffer.byteLength(JSON.stringify(fitted)) <= LARGEST) return fitted;
    fitted = step(fitted);
  }
  return fitted;
}
