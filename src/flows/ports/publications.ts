import type { Report } from '../../domain/report.ts';
import type { ReportRef } from '../../domain/request.ts';
import type { Outcome } from './chat.ts';

/** Something to download, or a picture. */
export interface File {
  name: string;
  title: string;
  content: Uint8Array;
  /** What it shows, in words: for whoever does not see it. */
  alt?: string;
}

export interface Picture {
  png: Uint8Array;
  alt: string;
}

/** Draws what a report says. */
export interface Pictures {
  report(report: Report): Promise<Picture>;
  /** All of a report as one HTML file that needs nothing else, for whoever wants to keep or print it. */
  page(report: Report): string;
}

/** Showing reports and files to all of a channel. */
export interface Publications {
  /** Resolves to the id by which a message can show it; nobody sees it before one does. */
  upload(file: File): Promise<string>;
  /** Puts a file into a thread, or without one into the channel. */
  attach(channel: string, ts: string | undefined, file: File): Promise<void>;
  /** Gives a file to one person, in their direct messages. */
  hand(who: string, file: File): Promise<void>;
  /** Posts the report, in place of the message `instead` if given. The id of `ref` travels in the metadata. Never tries twice. */
  report(
    channel: string,
    report: Report,
    options: { ref: ReportRef; picture?: { file: string; alt: string }; instead?: string },
  ): Promise<Outcome>;
}
