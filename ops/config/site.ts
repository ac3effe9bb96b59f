import { z } from 'zod';
import { IntegrationError } from '../../schemas/errors.ts';
import { Secret } from './secret.ts';
import type { UsedSource } from './use.ts';

const secretOrText = z.union([z.instanceof(Secret), z.string().min(1)]);

const siteSchema = z.strictObject({
  nombre: z.string().min(1),
  /** Entity code in CHIP. */
  entidad: z.string().regex(/^\d{9}$/, 'el código CHIP de la entidad, nueve dígitos'),
  ledger: z
    .union([z.strictObject({ embedded: z.string().min(1) }), z.strictObject({ url: secretOrText })])
    .default({ embedded: './libro' }),
  /** Seconds that the loader may take to catch up after a capture. */
  espera: z.int().min(1).max(86_400).default(600),
  sources: z
    .array(z.custom<UsedSource>((value) => typeof value === 'object' && value !== null && 'streams' in value, 'use(…)'))
    .min(1),
});

export type SiteInput = z.input<typeof siteSchema>;
/** A site's configuration, checked. */
export type Site = z.output<typeof siteSchema>;

const SPANISH: Readonly<Record<string, string>> = {
  invalid_type: 'el valor no es del tipo esperado',
  unrecognized_keys: 'no es una opción',
  too_small: 'falta o es demasiado corto',
  too_big: 'es demasiado grande',
  invalid_union: 'no es ninguna de las formas admitidas',
};

/** Checks a configuration; CONFIG_INVALID names every path that is wrong. */
export function site(input: SiteInput): Site {
  const result = siteSchema.safeParse(input);
  if (result.success) return demandOnce(result.data);
  const problems = result.error.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const path = [...issue.path.map(String), ...keys].join('.');
    return `${path === '' ? 'site' : path}: ${SPANISH[issue.code] ?? issue.message}${expectation(issue)}`;
  });
  throw new IntegrationError('CONFIG_INVALID', `libro.config.ts no está bien:\n  ${problems.join('\n  ')}`);
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return ` (se espera ${issue.expected})`;
  return issue.code === 'invalid_format' || issue.code === 'custom' ? ` (se espera ${issue.message})` : '';
}

function demandOnce(checked: Site): Site {
  const ids = checked.sources.map(({ source }) => source.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return checked;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `libro.config.ts: sources: ${twice} está dos veces; una fuente con varias bases se declara con places.`,
  );
}
