import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { parse } from 'yaml';
import * as z from 'zod';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The folder of the project. */
export const ROOT = here('..');

/**
 * What Bolt loads for receivers that Lambda does not use: two thirds of the bundle and half of its loading time. Each is
 * replaced by a stub that throws a clear error.
 */
const LEFT_OUT = {
  express: here('stubs/express.ts'),
  'raw-body': here('stubs/raw-body.ts'),
  'path-to-regexp': here('stubs/path-to-regexp.ts'),
  '@slack/oauth': here('stubs/slack-oauth.ts'),
  '@slack/socket-mode': here('stubs/slack-socket-mode.ts'),
};

export const SHARED = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  // ESM builds of dependencies first: they are smaller, and esbuild can leave out what is not used of them.
  mainFields: ['module', 'main'],
  // Bolt and others are CommonJS and call require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  minify: true,
  // Beside the bundle and not named in it: loading maps costs every cold start. `node --enable-source-maps` finds none; tools take the file.
  sourcemap: 'external',
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** What drawing pictures reads from files beside the bundle: see src/charts/render.ts. */
export const DRAWING = [
  { from: 'node_modules/@resvg/resvg-wasm/index_bg.wasm', to: 'dist/resvg.wasm' },
  { from: 'src/charts/fonts/inter-regular.ttf', to: 'dist/fonts/inter-regular.ttf' },
  { from: 'src/charts/fonts/inter-semibold.ttf', to: 'dist/fonts/inter-semibold.ttf' },
  { from: 'src/charts/fonts/OFL.txt', to: 'dist/fonts/OFL.txt' },
];

const Serverless = z.object({ functions: z.record(z.string(), z.object({ handler: z.string() })) });

/** The functions that serverless.yml deploys, by name, with the bundle that their handler is in. */
export async function deployedFunctions(): Promise<{ name: string; bundle: string }[]> {
  const { functions } = Serverless.parse(parse(await readFile(`${ROOT}/serverless.yml`, 'utf8'), { logLevel: 'error' }));
  return Object.entries(functions).map(([name, { handler }]) => {
    const [, stem] = /^(dist\/[a-z-]+)\.handler$/.exec(handler) ?? [];
    if (stem === undefined) throw new Error(`serverless.yml: the handler of ${name} is "${handler}", not dist/<name>.handler`);
    return { name, bundle: `${stem}.mjs` };
  });
}

/** One bundle for each function that serverless.yml deploys, and one for the container, which keeps all of Bolt. */
export async function bundles(): Promise<BuildOptions[]> {
  const functions = await deployedFunctions();
  return [
    { ...SHARED, alias: LEFT_OUT, outdir: 'dist', entryPoints: functions.map(({ bundle }) => sourceOf(bundle)) },
    { ...SHARED, outdir: 'dist', entryPoints: ['src/start.ts'] },
  ];
}

const sourceOf = (bundle: string): string => bundle.replace(/^dist\/(.*)\.mjs$/, 'src/lambda/$1.ts');
