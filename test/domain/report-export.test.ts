import { expect, test } from 'vitest';
import * as z from 'zod';
import { reportPage } from '../../src/charts/report-page.ts';
import { reportCsv, reportJson } from '../../src/domain/report-export.ts';
import { aReport } from '../fixtures/a-report.ts';

const report = aReport();
const csvOf = (given = report): string => [...reportCsv(given)].join('');

test('the CSV has a line for every control, in the order of their numbers, with all that its status comes from', () => {
  const lines = csvOf().split('\r\n');
  expect(lines[0]).toBe('\uFEFFcontrol,title,severity,status,failed checks,passed checks,unknown checks,standards,as of');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual([
    'CloudTrail.5',
    'EC2.8',
    'EC2.19',
    'IAM.4',
    'KMS.4',
    'Lambda.1',
    'RDS.3',
    'S3.8',
    '',
  ]);
  expect(lines).toContain(
    'S3.8,S3 general purpose buckets should block public access,HIGH,Failed,12,40,0,FSBP 1.0.0; CIS 3.0.0,2026-03-02T09:00:00.000Z',
  );
});

test.each([
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\tx', `"'\tx"`],
  ['a, b', '"a, b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['plain', 'plain'],
])('a title %j is no formula to a spreadsheet', (title, cell) => {
  const [control] = report.controls;
  if (!control) throw new Error('no controls');
  expect(csvOf(aReport({ controls: [{ ...control, id: 'X.1', title }] }))).toContain(`\r\nX.1,${cell},`);
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
