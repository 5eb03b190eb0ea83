import type { Pictures } from '../flows/services.ts';
import { altText } from './alt-text.ts';
import { renderPng } from './render.ts';
import { reportPage } from './report-page.ts';
import { reportPicture } from './report-picture.ts';

/** Pictures drawn here, in this process: nothing about an estate leaves for a charting service. */
export const ownPictures: Pictures = {
  page: reportPage,
  report: async (report) => ({ png: await renderPng(reportPicture(report)), alt: altText(report) }),
};
