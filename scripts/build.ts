import { cp, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { bundles, DRAWING, ROOT } from './bundles.ts';

/** `npm run build`: dist/<function>.mjs for each function of serverless.yml, dist/start.mjs for the container, and what pictures are drawn with. */
await rm(`${ROOT}/dist`, { recursive: true, force: true });
for (const options of await bundles()) {
  const { metafile } = await build({ ...options, metafile: true });
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.mjs'))
      console.log(
        `${file.padEnd(22)} ${Math.ceil(bytes / 1024)
          .toString()
          .padStart(6)} KB`,
      );
  }
}
for (const { from, to } of DRAWING) await cp(`${ROOT}/${from}`, `${ROOT}/${to}`);
