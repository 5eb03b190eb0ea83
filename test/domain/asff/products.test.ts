import { describe, expect, test } from 'vitest';
import { parseAsff } from '../../../src/domain/asff/parse-asff.ts';
import { type Asff, aConfigAsff, aControlAsff, aHealthAsff, anAsff, anOldControlAsff, aPatchManagerAsff } from '../../fixtures/asff.ts';
import { anInspectorAsff, aThirdPartyAsff } from '../../fixtures/asff-detections.ts';

/** What a person sees of a finding: the headline and the facts, in order. */
function seen(asff: Asff): { headline?: string; facts: Record<string, string> } {
  const parsed = parseAsff(asff);
  if ('unreadable' in parsed) throw new Error(parsed.unreadable);
  const { headline, facts } = parsed.finding;
  return { ...(headline !== undefined && { headline }), facts: Object.fromEntries(facts.map(({ label, value }) => [label, value])) };
}

describe('controls and rules', () => {
  test('a control says why it failed, and for which standards', () => {
    expect(seen(aControlAsff())).toEqual({
      headline: 'Port 3389 is open to 0.0.0.0/0.',
      facts: {
        Control: 'EC2.19',
        Standards: 'FSBP 1.0.0, NIST 800-53 5.0.0',
        Status: 'Failed',
        'Status before': 'Passed',
        Requirements: 'NIST.800-53.r5 SC-7, NIST.800-53.r5 AC-4',
        'Config rule': 'securityhub-vpc-sg-restricted-common-ports-1a2b3c4d',
      },
    });
  });

  test('a control that could not be checked says what is missing', () => {
    const compliance = {
      Status: 'WARNING',
      SecurityControlId: 'EC2.19',
      StatusReasons: [{ ReasonCode: 'CONFIG_ACCESS_DENIED', Description: 'Config is off.' }, { ReasonCode: 'CONFIG_RECORDER_MISSING' }],
      SecurityControlParameters: [
        { Name: 'authorizedPorts', Value: ['443', '80'] },
        { Name: 'empty', Value: [] },
      ],
    };
    expect(seen(aControlAsff({ Compliance: compliance, ProductFields: {} }))).toMatchObject({
      headline: 'Config is off.',
      facts: { Also: 'CONFIG_RECORDER_MISSING', Parameters: 'authorizedPorts = 443, 80', Status: 'Warning' },
    });
  });

  test('an old finding has one standard and no reason', () => {
    expect(seen(anOldControlAsff())).toEqual({
      facts: {
        Control: 'EC2.19',
        Standards: 'FSBP 1.0.0',
        Status: 'Failed',
        'Config rule': 'securityhub-vpc-sg-restricted-common-ports-1a2b3c4d',
      },
    });
  });

  test('a rule of one’s own in Config', () => {
    expect(seen(aConfigAsff())).toEqual({
      headline: 'Non compliant',
      facts: { Rule: 'buckets-are-tagged', Result: 'Non compliant', 'Rule id': 'config-rule-abc123' },
    });
  });

  test('patches are missing', () => {
    expect(seen(aPatchManagerAsff())).toMatchObject({
      headline: '2 patches missing · 1 failed · 3 wait for a reboot',
      facts: { Missing: '2', Failed: '1', Installed: '45', Operation: 'Scan' },
    });
    expect(seen(aPatchManagerAsff({ PatchSummary: undefined }))).toEqual({ facts: {} });
  });
});

describe('the rest', () => {
  test('a notice of AWS Health begins with what it wants, not with its greeting', () => {
    expect(seen(aHealthAsff())).toMatchObject({
      headline: 'An access key of this account was found in a public repository.',
      facts: { Event: 'AWS_RISK_CREDENTIALS_EXPOSED', Service: 'RISK', Started: '2026-03-02T08:00:00.000Z' },
    });
    expect(seen(aHealthAsff({ Description: 'Hello! Your domain was verified and can send mail now. Thank you.' })).headline).toBe(
      'Hello! Your domain was verified and can send mail now.',
    );
  });

  test('a scanner of another company says it in its own words', () => {
    expect(seen(aThirdPartyAsff())).toEqual({
      facts: { PkgName: 'libcrypto', 'Installed Package': '1.1.1c', 'Patched Package': '1.1.1d' },
    });
  });

  test('another company that fills the documented fields is read like Inspector', () => {
    const { Vulnerabilities } = anInspectorAsff();
    expect(seen(aThirdPartyAsff({ Vulnerabilities })).headline).toContain('CVSS 9.8');
  });

  test('malware and threat indicators come before a producer’s own fields', () => {
    const asff = anAsff({
      Malware: [{ Name: 'Stringler', Type: 'COIN_MINER', Path: '/usr/sbin/stringler' }],
      ThreatIntelIndicators: [{ Type: 'IPV4_ADDRESS', Value: '198.51.100.7' }],
      UserDefinedFields: { ticket: 'OPS-7' },
      ProductFields: { 'generic/scan': 'nightly', 'aws/securityhub/FindingId': 'x', ProviderName: 'Own' },
    });
    expect(Object.entries(seen(asff).facts)).toEqual([
      ['Malware', 'Stringler (COIN_MINER) in /usr/sbin/stringler'],
      ['Threat', 'IPV4_ADDRESS 198.51.100.7'],
      ['ticket', 'OPS-7'],
      ['generic/scan', 'nightly'],
    ]);
  });

  test('of what a producer has to say in its own words, the first eight are kept', () => {
    const UserDefinedFields = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`field ${n}`, 'said']));
    expect(Object.keys(seen(anAsff({ UserDefinedFields })).facts)).toEqual(Array.from({ length: 8 }, (_, n) => `field ${n}`));
  });

  test('a finding without anything to add has no facts', () => {
    expect(seen(anAsff())).toEqual({ facts: {} });
  });
});
