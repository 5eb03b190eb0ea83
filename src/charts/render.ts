import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Beside the bundle once it is built (scripts/bundles.ts), among the packages when run from source. */
const WASM = ['resvg.wasm', '../../node_modules/@resvg/resvg-wasm/index_bg.wasm'];
const FONTS = ['fonts/inter-regular.ttf', 'fonts/inter-semibold.ttf'];

let ready: Promise<Uint8Array[]> | undefined;

/** The renderer can be started once in a process. The fonts are our own, so that a picture is the same on every machine. */
async function start(): Promise<Uint8Array[]> {
  const places = WASM.map((path) => new URL(path, import.meta.url));
  const wasm = places.find((place) => existsSync(place));
  if (!wasm) throw new Error('resvg.wasm is neither beside the bundle nor among the packages');
  const [, ...fonts] = await Promise.all([
    readFile(wasm).then((bytes) => initWasm(bytes)),
    ...FONTS.map((path) => readFile(new URL(path, import.meta.url))),
  ]);
  return fonts;
}

/** An SVG as PNG, half as large again as it says, so that it is sharp on today's screens. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  ready ??= start();
  const fontBuffers = await ready.catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 1.5 },
    font: { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
  try {
    const image = resvg.render();
    const png = image.asPng();
    image.free();
    return png;
  } finally {
    resvg.free();
  }
}
