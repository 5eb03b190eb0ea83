import { parseAst } from 'vitest/node';

type Statement = ReturnType<typeof parseAst>['body'][number];
type Expression = Extract<Statement, { type: 'ExpressionStatement' }>['expression'];
type Call = Extract<Expression, { type: 'CallExpression' }>;
type Argument = Call['arguments'][number];

/** The titles of the tests in a file that run: what a comment says, or is skipped, or stands inside another test, is none. */
export const titlesIn = (text: string): string[] => parseAst(text, { lang: 'ts' }).body.flatMap(titlesOf);

function titlesOf(statement: Statement): string[] {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return [];
  const { callee, arguments: given } = statement.expression;
  const [title, body] = given;
  if (isCalled('test', callee)) return textOf(title);
  return isCalled('describe', callee) ? statementsOf(body).flatMap(titlesOf) : [];
}

/** `test(…)`, or `test.each(…)(…)` with something in it; `test.skip(…)` is another. */
function isCalled(name: string, callee: Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === name;
  if (callee.type !== 'CallExpression') return false;
  const { callee: each, arguments: rows } = callee;
  const [first] = rows;
  if (first?.type === 'ArrayExpression' && first.elements.length === 0) return false;
  return (
    each.type === 'MemberExpression' &&
    isCalled(name, each.object) &&
    each.property.type === 'Identifier' &&
    ['each', 'for'].includes(each.property.name)
  );
}

function textOf(title: Argument | undefined): string[] {
  if (title?.type === 'Literal' && typeof title.value === 'string') return [title.value];
  if (title?.type === 'TemplateLiteral') return [title.quasis.map(({ value }) => value.cooked ?? '').join('%s')];
  return [];
}

function statementsOf(body: Argument | undefined): Statement[] {
  if (body?.type !== 'ArrowFunctionExpression' || body.body.type !== 'BlockStatement') return [];
  return body.body.body;
}
