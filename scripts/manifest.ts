import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { ROOT } from './bundles.ts';
import { makeVariant } from './manifest-variant.ts';

/** `npm run --silent manifest -- [--url https://… | --socket-mode] [--stage name]`: prints the manifest to paste into Slack. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, 'socket-mode': { type: 'boolean' }, stage: { type: 'string' } },
  });
  const manifest = parseDocument(await readFile(`${ROOT}/manifest.yml`, 'utf8'));
  makeVariant(manifest, { url: values.url, socketMode: values['socket-mode'], stage: values.stage });
  process.stdout.write(manifest.toString({ lineWidth: 0 }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
