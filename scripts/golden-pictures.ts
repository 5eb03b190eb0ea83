import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { renderPng } from '../src/charts/render.ts';
import { reportPicture } from '../src/charts/report-picture.ts';
import { GOLDEN_REPORTS } from '../test/charts/golden-reports.ts';

/** `npx tsx scripts/golden-pictures.ts`: draws the golden pictures anew. Look at every one of them before committing it. */
const folder = fileURLToPath(new URL('../test/charts/golden', import.meta.url));
await mkdir(folder, { recursive: true });
for (const [name, report] of Object.entries(GOLDEN_REPORTS)) {
  await writeFile(`${folder}/${name}.png`, await renderPng(reportPicture(report)));
}
