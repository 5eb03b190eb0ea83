import type { Report } from '../../domain/report.ts';
import { reportCsv, reportJson } from '../../domain/report-export.ts';
import type { Asker, ExportFormat, ReportRef } from '../../domain/request.ts';
import type { Services } from '../services.ts';
import { composeReport } from './compose-report.ts';

type Needs = Parameters<typeof composeReport>[1] & Pick<Services, 'publications' | 'pictures' | 'chat'>;

/** A report's message, or that of its progress, was posted at most this long before it was measured. */
const POSTED_BEFORE_MS = 30 * 60_000;

/** Puts what a report is made of, measured anew, as a file into the thread of its message; into the channel when that is gone. */
export async function exportReport(asker: Asker, { format, of }: { format: ExportFormat; of: ReportRef }, services: Needs): Promise<void> {
  const { publications, chat } = services;
  const { id, at, ...asked } = of;
  const report = await composeReport(asked, services);
  const [message] = await chat.findPosted(asker.channel, id, new Date(Date.parse(at) - POSTED_BEFORE_MS));
  const content = Buffer.from(contentOf(report, format, services.pictures));
  const name = `security-report-${report.at.slice(0, 10)}.${format}`;
  await publications.attach(asker.channel, message, { name, title: `Security report as of ${report.at.slice(0, 16)}Z`, content });
}

function contentOf(report: Report, format: ExportFormat, pictures: Services['pictures']): string {
  switch (format) {
    case 'csv':
      return [...reportCsv(report)].join('');
    case 'json':
      return reportJson(report);
    case 'html':
      return pictures.page(report);
  }
}
