import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseAsff } from '../src/domain/asff/parse-asff.ts';
import { findingConsoleUrl } from '../src/domain/console-url.ts';
import { readEvent } from '../src/domain/event.ts';
import { Finding } from '../src/domain/finding.ts';

/** A folder of recorded findings and events, kept outside the repository because they are other people's. */
const folder = process.env['SHUB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));

const lines = (name: string): unknown[] =>
  readFileSync(`${folder}/${name}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const FindingLine = z.object({ origin: z.string(), finding: z.looseObject({ Id: z.string(), AwsAccountId: z.string() }) });
const EventLine = z.object({ origin: z.string(), event: z.looseObject({ 'detail-type': z.string() }) });

if (existsSync(folder)) describe('recorded data', recorded);
else test('there are no recorded findings here to read', () => expect(existsSync(folder)).toBe(false));

function recorded() {
  const findings = lines('asff-findings.ndjson').map((line) => FindingLine.parse(line));
  const events = lines('eventbridge-events.ndjson').map((line) => EventLine.parse(line));

  function expectUseful(finding: Finding) {
    expect(finding).toEqual(Finding.parse(finding));
    expect(finding.title).not.toBe('');
    expect(finding.account.id).toMatch(/^\d{12}$/);
    expect(finding.severity).toBeTruthy();
    expect(finding.resources[0]?.name).toBeTruthy();
    expect(finding.region).toMatch(/^[a-z]+-/);
    expect(finding.updatedAt >= '2018').toBe(true);
    expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(6000);
    expect(new URL(findingConsoleUrl(finding)).hostname).toMatch(/console\.aws\.amazon\.com$/);
  }

  test('every recorded finding can be read', () => {
    const unreadable = findings.flatMap(({ finding }) => {
      const parsed = parseAsff(finding);
      return 'unreadable' in parsed ? [`${finding.Id}: ${parsed.unreadable}`] : [];
    });
    expect(unreadable).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(237);
  });

  test('what is read of it says what, how bad, where and whose', () => {
    for (const { finding } of findings) {
      const parsed = parseAsff(finding);
      if ('finding' in parsed) expectUseful(parsed.finding);
    }
  });

  test('a severity is unknown only where the producer gave none', () => {
    const unknown = findings.flatMap(({ finding }) => {
      const parsed = parseAsff(finding);
      return 'finding' in parsed && parsed.finding.severity === 'UNKNOWN' ? [finding.Id] : [];
    });
    expect(unknown).toEqual([]);
  });

  test('findings by the same check of one resource share a problem, and few others do', () => {
    const controls = new Map<string, Set<string>>();
    for (const { finding } of findings) {
      const parsed = parseAsff(finding);
      if (!('finding' in parsed)) continue;
      const { problem, resources, account } = parsed.finding;
      const about = `${account.id} ${resources.map(({ id }) => id).join(' ')}`;
      controls.set(problem, (controls.get(problem) ?? new Set()).add(about));
    }
    expect([...controls.values()].filter((about) => about.size > 1)).toEqual([]);
  });

  test('every recorded event of Security Hub can be read, and so can each finding in it', () => {
    const kinds = new Map<string, number>();
    for (const { event } of events) {
      const read = readEvent(event);
      kinds.set(read.kind, (kinds.get(read.kind) ?? 0) + 1);
      if (read.kind !== 'imported' && read.kind !== 'custom-action') continue;
      for (const raw of read.findings) {
        const parsed = parseAsff(raw);
        expect(parsed).toHaveProperty('finding');
        if ('finding' in parsed) expectUseful(parsed.finding);
      }
    }
    expect(Object.fromEntries(kinds)).toEqual({ imported: 12, 'custom-action': 25, 'insight-results': 1, ocsf: 6 });
  });
}
