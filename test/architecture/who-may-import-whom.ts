import { importsOf, type SourceFile } from './source-file.ts';

interface Place {
  /** Files whose path begins so; the longest beginning counts. */
  at: string;
  /** Places of ours, besides itself. */
  may: readonly string[];
  /** Places of which only types may be taken. */
  typesOf?: readonly string[];
  /** Packages, exactly or by their beginning when they end in `*`; `node` stands for all of Node's own. */
  packages: readonly string[];
}

const PRODUCT = ['src/config.ts', 'src/policy.ts', 'src/domain/', 'src/flows/', 'src/slack/', 'src/slack/views/', 'src/aws/'];
const EMULATOR = ['src/sandbox/clock.ts', 'src/sandbox/wire'];

/** docs/decisions/003-who-may-import-whom.md says why. */
const PLACES: readonly Place[] = [
  { at: 'src/domain/', may: [], packages: ['zod', 'node:crypto', 'date-fns'] },
  { at: 'src/flows/', may: ['src/domain/'], packages: ['node:zlib', 'date-fns'] },
  { at: 'src/slack/views/', may: ['src/domain/'], packages: ['@slack/types', 'zod', 'date-fns'] },
  {
    at: 'src/slack/',
    may: ['src/domain/', 'src/flows/', 'src/slack/views/'],
    packages: ['@slack/*', 'zod', 'node', 'aws-lambda', 'date-fns'],
  },
  {
    at: 'src/aws/',
    may: ['src/domain/'],
    typesOf: ['src/flows/'],
    packages: ['@aws-sdk/*', '@aws-lambda-powertools/*', 'aws-lambda', 'zod', 'node'],
  },
  { at: 'src/charts/', may: ['src/domain/'], typesOf: ['src/flows/'], packages: ['@resvg/resvg-wasm', 'date-fns', 'node'] },
  { at: 'src/tickets/', may: ['src/domain/'], typesOf: ['src/flows/'], packages: ['zod', 'node'] },
  { at: 'src/config.ts', may: [], packages: ['zod'] },
  { at: 'src/policy.ts', may: ['src/domain/'], typesOf: ['src/flows/'], packages: ['zod', 'yaml', 'node'] },
  { at: 'src/wiring.ts', may: [...PRODUCT, 'src/charts/', 'src/tickets/'], packages: ['@aws-sdk/*', '@slack/web-api', 'node'] },
  { at: 'src/wiring-front.ts', may: [...PRODUCT, 'src/wiring.ts'], packages: ['@slack/web-api', 'node'] },
  {
    at: 'src/lambda/',
    may: ['src/wiring.ts', 'src/wiring-front.ts', 'src/flows/', 'src/slack/'],
    packages: ['@aws-lambda-powertools/batch', 'aws-lambda', 'zod', '@slack/bolt', '@slack/web-api'],
  },
  {
    at: 'src/container.ts',
    may: ['src/lambda/', 'src/wiring.ts', 'src/slack/'],
    typesOf: ['src/config.ts'],
    packages: ['node', '@slack/bolt', '@slack/web-api', '@slack/socket-mode'],
  },
  { at: 'src/end-when-told.ts', may: [], typesOf: ['src/wiring.ts'], packages: ['node'] },
  {
    at: 'src/start.ts',
    may: ['src/config.ts', 'src/container.ts', 'src/end-when-told.ts', 'src/wiring.ts', 'src/wiring-front.ts'],
    packages: ['node'],
  },
  { at: 'src/setup.ts', may: ['src/config.ts', 'src/setup/'], packages: ['node'] },
  { at: 'src/setup/', may: ['src/domain/', 'src/aws/'], typesOf: ['src/flows/'], packages: ['@aws-sdk/*', 'zod', 'node'] },
  { at: 'src/rebuild.ts', may: ['src/config.ts', 'src/rebuild/'], packages: ['node'] },
  {
    at: 'src/rebuild/',
    may: ['src/domain/', 'src/flows/', 'src/aws/', 'src/setup/', 'src/wiring.ts'],
    typesOf: ['src/config.ts'],
    packages: ['node'],
  },
  { at: 'src/redrive.ts', may: ['src/aws/'], packages: ['@aws-sdk/*'] },
  { at: 'src/explain.ts', may: ['src/explain/', 'src/policy.ts'], packages: ['node'] },
  { at: 'src/explain/', may: ['src/domain/', 'src/slack/views/'], packages: ['zod'] },

  { at: 'src/sandbox/clock.ts', may: [], packages: ['node'] },
  { at: 'src/sandbox/wire', may: ['src/sandbox/clock.ts'], packages: ['node'] },
  { at: 'src/sandbox/slack/', may: EMULATOR, packages: ['zod', 'node'] },
  { at: 'src/sandbox/aws/', may: EMULATOR, packages: ['zod', 'node', 'dynalite'] },
  {
    at: 'src/sandbox/page/',
    may: ['src/sandbox/page/protocol.ts'],
    typesOf: ['src/sandbox/clock.ts', 'src/sandbox/slack/', 'src/sandbox/aws/'],
    packages: ['zod', 'node', 'esbuild'],
  },
  // What the page and its server say to one another; it ends up in the browser too.
  { at: 'src/sandbox/page/protocol.ts', may: [], packages: [] },
  { at: 'src/sandbox/page/client/', may: ['src/sandbox/page/protocol.ts'], typesOf: ['src/sandbox/page/'], packages: [] },
  {
    at: 'src/sandbox/',
    may: [
      ...PRODUCT,
      ...EMULATOR,
      'src/container.ts',
      'src/wiring.ts',
      'src/wiring-front.ts',
      'src/setup/',
      'src/sandbox/slack/',
      'src/sandbox/aws/',
      'src/sandbox/page/',
      'src/sandbox/page/protocol.ts',
    ],
    packages: ['@aws-sdk/*', 'zod', 'node'],
  },
];

/** Each import that its place may not make, as a sentence. */
export function forbiddenImports(file: SourceFile): string[] {
  const place = placeOf(file.path);
  if (!place) return [`${file.path} belongs to no place of test/architecture/who-may-import-whom.ts: say there whom it may import.`];
  return importsOf(file).flatMap(({ of, ours, typesOnly }) => {
    if (!ours) return place.packages.some((allowed) => covers(allowed, of)) ? [] : [`${file.path} imports ${of}; ${mayUse(place)}`];
    const target = placeOf(of)?.at;
    if (target === place.at || (target && place.may.includes(target))) return [];
    if (target && place.typesOf?.includes(target)) {
      return typesOnly ? [] : [`${file.path} imports ${of}; of ${target} it may take types only: write \`import type\`.`];
    }
    return [`${file.path} imports ${of}; ${place.at} may import ${list([...place.may, ...(place.typesOf ?? [])])} of ours.`];
  });
}

const placeOf = (path: string): Place | undefined =>
  PLACES.filter(({ at }) => path.startsWith(at)).sort((a, b) => b.at.length - a.at.length)[0];

function covers(allowed: string, name: string): boolean {
  if (allowed === 'node') return name.startsWith('node:');
  return allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed;
}

const mayUse = ({ at, packages }: Place): string => `${at} may use ${list(packages)}.`;
const list = (items: readonly string[]): string => (items.length > 0 ? items.join(', ') : 'nothing');
