import { expect, test } from 'vitest';
import * as z from 'zod';
import { reportPage } from '../../src/charts/report-page.ts';
import { reportCsv, reportJson } from '../../src/domain/report-export.ts';
import { aDigest } from '../fixtures/a-digest.ts';
import { aReport } from '../fixtures/a-report.ts';

const report = aReport();
const csvOf = (given = report): string => [...reportCsv(given)].join('');

test('the CSV has a line for every control, in the order of their numbers, with all that its status comes from', () => {
  const lines = csvOf().split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFFkind,id,title,severity,status,failed checks,passed checks,unknown checks,standards,since,until,by,approved by,reason,count,as of',
  );
  expect(lines.filter((line) => line.startsWith('control,')).map((line) => line.split(',')[1])).toEqual([
    'CloudTrail.5',
    'EC2.8',
    'EC2.19',
    'IAM.4',
    'KMS.4',
    'Lambda.1',
    'RDS.3',
    'S3.8',
  ]);
  expect(lines).toContain(
    'control,S3.8,S3 general purpose buckets should block public access,HIGH,Failed,12,40,0,FSBP 1.0.0; CIS 3.0.0,,,,,,,2026-03-02T09:00:00.000Z',
  );
});

test.each([
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\tx', `"'\tx"`],
  ['\r=1', `"'\r=1"`],
  ['a, b', '"a, b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['plain', 'plain'],
])('a title %j is no formula to a spreadsheet', (title, cell) => {
  const [control] = report.controls;
  if (!control) throw new Error('no controls');
  expect(csvOf(aReport({ controls: [{ ...control, id: 'X.1', title }] }))).toContain(`\r\ncontrol,X.1,${cell},`);
});

test('the JSON says all that the report says', () => {
  const Read = z.object({
    score: z.object({ percent: z.number() }),
    controls: z.array(z.unknown()),
    trend: z.array(z.unknown()),
    failing: z.array(z.unknown()),
  });
  const read = Read.parse(JSON.parse(reportJson(report)));
  expect(read).toMatchObject({ score: { percent: 50 } });
  expect([read.controls.length, read.trend.length, read.failing.length]).toEqual([8, 30, 4]);
});

test('the page to keep has everything in it, fetches nothing, and runs nothing', () => {
  const page = reportPage(aReport({ account: { id: '1', name: '<script>alert(1)</script>' } }));
  expect(page).toContain('Score 50 %');
  expect(page).toContain('<svg');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(http/i);
  expect(page).toContain(`default-src 'none'`);
  for (const { id } of report.controls) expect(page).toContain(id);
});

test('what is late and suppressed is in every file, by name, and what is cut says so', () => {
  const { report: promised } = aDigest({ words: '=1+1' });
  const { sla, handled } = promised;
  if (!sla) throw new Error('no limits');
  const cut = { ...promised, sla: { ...sla, cut: true }, handled: { ...handled, cut: true } };
  const lines = csvOf(cut).split('\r\n');
  expect(lines.filter((line) => line.startsWith('late,'))[0]).toContain(`"'=1+1",CRITICAL`);
  expect(lines.filter((line) => line.startsWith('suppression,'))[0]).toContain('2026-03-12T12:00:00.000Z,U0ANA,,accepted risk: =1+1');
  expect(lines.find((line) => line.startsWith('count,,open and late'))).toContain('or more');
  expect(lines.find((line) => line.startsWith('count,,suppressions in force'))).not.toContain('or more');
  expect(JSON.parse(reportJson(cut))).toMatchObject({ exceptions: { inForce: 12 }, slaBreaches: { openLate: 7, cut: true } });
  const page = reportPage(cut);
  expect(page).toContain('7 or more open and late');
  expect(page).toContain('12 in force, those that end first by name; 5 end within 30 days');
  expect(page).toContain('Looked at after 3 hours on average');
});
