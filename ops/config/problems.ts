import { z } from 'zod';
import { IntegrationError } from '../../schemas/errors.ts';

/** An object with these options and no other: a misspelt one is named, with those that there are. */
export function strictOptions<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `no es una opción; hay ${Object.keys(shape).join(', ')}` : undefined,
  });
}

/** A value that only its maker can make, known by what it can do; `example` is read after "se espera". */
export function madeBy<Value>(member: keyof Value & string, example: string): z.ZodType<Value> {
  return z.custom<Value>((value) => typeof value === 'object' && value !== null && member in value, {
    error: ({ input }) => (input === undefined ? `falta; se espera ${example}` : `se espera ${example}`),
  });
}

/** The value as the schema gives it. CONFIG_INVALID names the path of everything that is wrong, from `root` on. */
export function demandShape<Output>(schema: z.ZodType<Output>, value: unknown, root: string): Output {
  const result = schema.safeParse(value, { error: inSpanish });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => {
    const path = [...(root === '' ? [] : [root]), ...issue.path.map(String)];
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return paths.map((each) => ({ path: each.join('.'), reason: issue.message }));
  });
  throw configInvalid(problems);
}

export interface Problem {
  /** Where in the configuration; '' for all of it. */
  readonly path: string;
  readonly reason: string;
}

/** The error that names what is wrong with a configuration, a line for each. */
export function configInvalid(problems: readonly Problem[]): IntegrationError {
  const lines = problems.map(({ path, reason }) => `${path === '' ? 'site' : path}: ${reason}`);
  const list = lines.length === 1 ? ` ${lines.join('')}` : `\n  ${lines.join('\n  ')}`;
  return new IntegrationError('CONFIG_INVALID', `libro.config.ts:${list}`, {
    context: { path: problems[0]?.path ?? '' },
  });
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texto',
  number: 'un número',
  int: 'un número entero',
  boolean: 'true o false',
  array: 'una lista […]',
  object: 'un objeto { … }',
  record: 'un objeto { … }',
};

const NONE = 'no es ninguna de las formas admitidas';

function inSpanish(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') {
    const expected = `se espera ${TYPES[issue.expected] ?? issue.expected}`;
    return issue.input === undefined ? `falta; ${expected}` : expected;
  }
  if (issue.code === 'too_small')
    return TEXTS_AND_LISTS.has(issue.origin) ? 'está vacío' : `se espera ${String(issue.minimum)} o más`;
  if (issue.code === 'too_big') return `se espera ${String(issue.maximum)} o menos`;
  return issue.code === 'invalid_value' ? `se espera ${issue.values.map(String).join(' o ')}` : NONE;
}

const TEXTS_AND_LISTS = new Set(['string', 'array']);
