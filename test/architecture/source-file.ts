import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the project's folder on, such as `src/domain/card.ts`. */
  path: string;
  text: string;
}

export interface Import {
  /** A path like that of a source file, or the name of a package (`node:` ones with what follows). */
  of: string;
  ours: boolean;
  /** Gone when the program runs. */
  typesOnly: boolean;
}

/** Every TypeScript file under these folders. */
export function readTree(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?([^;'"`]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

/** What a file imports and re-exports, statically or not. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(STATEMENT)].map(([, type, clause = '', from, bare, dynamic]) => {
    const of = from ?? bare ?? dynamic ?? '';
    const ours = of.startsWith('.');
    return { of: ours ? relative('.', join(dirname(path), of)) : packageOf(of), ours, typesOnly: type !== undefined || onlyTypes(clause) };
  });
}

/** `{ type A, type B }` */
function onlyTypes(clause: string): boolean {
  const names = /^\{([^}]*)\}$/
    .exec(clause)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The file without its comments and without what its strings say, line by line as it was. */
export const codeOf = ({ text }: SourceFile): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, onlyLineEnds)
    .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, onlyLineEnds);

const onlyLineEnds = (part: string): string => part.replace(/[^\n]/g, '');
