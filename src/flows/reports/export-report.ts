import type { Report } from '../../domain/report.ts';
import { reportCsv, reportJson } from '../../domain/report-export.ts';
import type { Asker, ExportFormat, ReportRef } from '../../domain/request.ts';
import type { Services } from '../services.ts';
import { composeReport } from './compose-report.ts';
import { showingProgress } from './progress.ts';

type Needs = Parameters<typeof composeReport>[1] & Parameters<typeof showingProgress>[1] & Pick<Services, 'publications' | 'pictures'>;

/** A report's message, or that of its progress, was posted at most this long before it was measured. */
const POSTED_BEFORE_MS = 30 * 60_000;

/** Puts what a report is made of, measured anew, as a file into the thread of its message; into the channel when that is gone. */
export async function exportReport(asker: Asker, { format, of }: { format: ExportFormat; of: ReportRef }, services: Needs): Promise<void> {
  const { publications, chat } = services;
  const { channel, who } = asker;
  const { id, at, ...asked } = of;
  const [thread] = await chat.findPosted(channel, id, new Date(Date.parse(at) - POSTED_BEFORE_MS));
  const about = { channel, title: 'Preparing the file', who, token: `${id} ${format}`, thread };
  const { message } = await showingProgress(about, services, async (step) => {
    const report = await composeReport(asked, services, step);
    const content = Buffer.from(contentOf(report, format, services.pictures));
    const name = `security-report-${report.at.slice(0, 10)}.${format}`;
    await publications.attach(channel, thread, { name, title: `Security report as of ${report.at.slice(0, 16)}Z`, content });
  });
  if (message !== undefined) await chat.remove(channel, message);
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
