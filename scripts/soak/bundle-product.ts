import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SHARED } from '../bundles.ts';

/** The product's process as one file, as it is deployed: started many times in a run, it must not be compiled each time. */
export async function bundleProduct(): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'shub-soak-'));
  const file = join(folder, 'product-process.mjs');
  await build({ ...SHARED, sourcemap: false, entryPoints: ['test/faults/product-process.ts'], outfile: file, outExtension: {} });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
