import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page as a browser fetches it, held in memory. */
export interface Assets {
  html: string;
  js: string;
  css: string;
}

const entry = (name: string) => fileURLToPath(new URL(`./client/${name}`, import.meta.url));

/** Builds the client from its TypeScript; some 50 ms. */
export async function buildAssets(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: { page: entry('main.ts'), style: entry('style/page.css') },
    bundle: true,
    format: 'esm',
    target: ['chrome123', 'safari17.5', 'firefox128'],
    charset: 'utf8',
    write: false,
    outdir: '/',
    logLevel: 'silent',
  });
  const js = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
  const css = outputFiles.find(({ path }) => path.endsWith('.css'))?.text ?? '';
  return { js, css, html: documentFor(version(js + css)) };
}

const version = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

// The shield is drawn, not linked: the page loads nothing from elsewhere.
const ICON = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#2f6fed" d="M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3z"/></svg>',
);

function documentFor(tag: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>shub sandbox</title>
<link rel="icon" href="data:image/svg+xml,${ICON}">
<link rel="stylesheet" href="/page.css?${tag}">
<script type="module" src="/page.js?${tag}"></script>
</head>
<body><noscript>The sandbox is drawn by JavaScript; turn it on to see Slack and Security Hub here.</noscript></body>
</html>
`;
}
