import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { altText } from '../../src/charts/alt-text.ts';
import { renderPng } from '../../src/charts/render.ts';
import { reportPicture } from '../../src/charts/report-picture.ts';
import { aReport } from '../fixtures/a-report.ts';
import { GOLDEN_REPORTS } from './golden-reports.ts';

const golden = (file: string): Buffer => readFileSync(new URL(`golden/${file}`, import.meta.url));

// After a change that is meant: npx tsx scripts/golden-pictures.ts, and look at each picture.
test.each(Object.entries(GOLDEN_REPORTS))('the picture of %s is, to the byte, the one that was looked at', async (name, report) => {
  const png = Buffer.from(await renderPng(reportPicture(report)));
  expect(Buffer.compare(png, golden(`${name}.png`))).toBe(0);
});

test('no letter is smaller than a phone can show, whatever the report', () => {
  for (const report of Object.values(GOLDEN_REPORTS)) {
    const svg = reportPicture(report);
    const sizes = [...svg.matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(22);
  }
});

test('the names of standards are there whole, however long AWS makes them', () => {
  const report = GOLDEN_REPORTS['long-names'];
  if (!report) throw new Error('no such report');
  const svg = reportPicture(report);
  for (const word of report.standards.flatMap(({ name }) => name.split(' '))) expect(svg).toContain(word);
  expect(svg).not.toContain('…');
});

test('whoever does not see the picture hears every number in it', () => {
  const words = altText(aReport());
  expect(words).toBe(
    'Security score of all standards on 2 March 2026: 50 percent. From 31.0 percent on 1 February 2026 to 50.0 percent. ' +
      'By standard: FSBP 1.0.0 50, CIS 3.0.0 60, PCI DSS 4.0.1 67. Open findings: critical 4, high 12, medium 31, low 18, info 3.',
  );
});

test('what people named their accounts cannot break the picture', async () => {
  const svg = reportPicture(aReport({ account: { id: '1', name: '</text><script>"&\u0007' } }));
  expect(svg).not.toContain('<script>');
  expect((await renderPng(svg)).byteLength).toBeGreaterThan(10_000);
});
