import { codeOf, type SourceFile } from './source-file.ts';

const LONGEST = 250;

/** What a file may not be, as sentences. */
export function brokenHabits(file: SourceFile): string[] {
  return [...lengthOf(file), ...nameOf(file), ...RULES.filter(({ where }) => where(file.path)).flatMap((rule) => hits(rule, file))];
}

function lengthOf({ path, text }: SourceFile): string[] {
  const lines = text.split('\n').length - 1;
  return lines > LONGEST ? [`${path} has ${lines} lines; ${LONGEST} are the most: split it by meaning.`] : [];
}

/** Names for places where everything ends up that nobody thought about. */
const MEANINGLESS = /(?:^|[/.-])(utils?|helpers?|commons?|misc|managers?)(?=[/.-])/;

/** What AWS itself calls so. */
const PRODUCT_NAMES = /\bpatch-manager\b/;

function nameOf({ path }: SourceFile): string[] {
  const word = MEANINGLESS.exec(path.replace(PRODUCT_NAMES, ''))?.[1];
  return word === undefined ? [] : [`${path} is named "${word}", which says nothing about what is in it.`];
}

interface Rule {
  where: (path: string) => boolean;
  pattern: RegExp;
  says: string;
}

const product = (path: string): boolean => path.startsWith('src/') && !path.startsWith('src/sandbox/');
const timeless = (path: string): boolean => /^src\/(domain|flows|slack)\//.test(path);
const anywhere = (): boolean => true;
const tests = (path: string): boolean => path.startsWith('test/');

const RULES: readonly Rule[] = [
  {
    // explain runs without the rest of the configuration.
    where: (path) => product(path) && !['src/config.ts', 'src/explain.ts'].includes(path),
    pattern: /\bprocess\.env\b/,
    says: 'reads process.env; only src/config.ts does',
  },
  { where: timeless, pattern: /\bnew Date\(\)|\bDate\.now\(\)/, says: 'looks at the clock; the time is a parameter (`now`)' },
  {
    where: timeless,
    pattern: /\bMath\.random\(|\brandom(UUID|Bytes|Int)\(/,
    says: 'draws a random value; randomness is a parameter (`token`)',
  },
  { where: anywhere, pattern: /(:\s*|\bas\s+|<|\|\s*)any\b(?!\s*\()|\bany\[\]/, says: 'says `any`; parse it, or name its type' },
  { where: anywhere, pattern: /\bas\s+(unknown|never)\b/, says: 'silences the type checker with `as`' },
  { where: product, pattern: /[\w)\]}]\s+as\s+(?!const\b)[A-Za-z{[(]/, says: 'asserts a type with `as`; parse it at the edge' },
  { where: anywhere, pattern: /@ts-(ignore|expect-error|nocheck)/, says: 'silences the type checker' },
  { where: tests, pattern: /\b(vi|jest)\.(mock|doMock|hoisted)\(/, says: 'replaces a module; drive the real one over its wire' },
  {
    where: tests,
    pattern: /\b(test|it|describe|suite)(\.\w+)*\.(only|skip|skipIf|runIf|todo|fails)\b|\)\.(only|skip)\(/,
    says: 'leaves tests out; every test runs, everywhere',
  },
];

function hits({ pattern, says }: Rule, file: SourceFile): string[] {
  const lines = (pattern.source.startsWith('@ts-') ? file.text : codeOf(file)).split('\n');
  return lines.flatMap((line, at) => (pattern.test(withoutRenames(line)) ? [`${file.path}:${at + 1} ${says}.`] : []));
}

/** `import * as z` and `import { a as b }` are no assertions. */
const withoutRenames = (line: string): string => (/^(import|export)\b|^\s*\w+ as \w+,$/.test(line) ? line.replace(/\bas\b/g, '') : line);
