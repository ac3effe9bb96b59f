import type { z } from 'zod';
import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, FieldDescription } from '../../schemas/entity.ts';
import type { ScalarName } from '../../schemas/scalars/scalar.ts';
import type { Field } from '../../connectors/field.ts';

/** Codes of a stricter kind are also codes, and every code is a text. */
const CODES: readonly string[] = [
  'codigo',
  'codigo_predial',
  'cuenta',
  'divipola',
  'documento',
  'matricula',
  'numero_predial',
  'opcion',
  'rubro',
];
const ALSO: Readonly<Partial<Record<ScalarName, readonly string[]>>> = { codigo: CODES, texto: CODES };

/**
 * What is wrong with reading a field of the entity this way, in Spanish; null where nothing is. A profile is held to this
 * by its types, a site's configuration only here.
 */
export function fieldProblem(entity: CanonicalEntity, name: string, field: Field): string | null {
  if (field.columns.some((column) => typeof column !== 'string' || column === '')) {
    return "falta el nombre de la columna, como fields.codigo('COLUMNA')";
  }
  const declared = fieldsOf(entity).find((each) => each.name === name);
  if (!declared) return `${entity.name} no tiene ese campo; tiene ${fieldsOf(entity).map(nameOf).join(', ')}`;
  if (field.reader === 'ausente') {
    return declared.nullable ? null : `${entity.name} no admite registros sin ese campo: no puede ser ausente(…)`;
  }
  if (field.reader === 'constante') return valueProblem(entity, declared, field.options['value']);
  const { scalar } = declared;
  if (field.reader !== scalar && ALSO[scalar]?.includes(field.reader) !== true) {
    return `es ${scalar} y se lee como ${field.reader}; se espera fields.${makerOf(scalar)}(…)`;
  }
  return field.reader === 'opcion' ? mapProblem(entity, declared, field) : null;
}

/** What stands for each raw code must be a value of the field. */
function mapProblem(entity: CanonicalEntity, declared: FieldDescription, { options }: Field): string | null {
  const { map } = options;
  // What is derived from another cell has a map of its own, of raw codes.
  if (typeof map !== 'object' || map === null || 'inner' in options) return null;
  const problems = Object.values(map).map((value) => valueProblem(entity, declared, value));
  return problems.find((problem) => problem !== null) ?? null;
}

function valueProblem(entity: CanonicalEntity, { name, scalar }: FieldDescription, value: unknown): string | null {
  const result = (entity.schema.shape[name] as z.ZodType).safeParse(value);
  if (result.success) return null;
  const [issue] = result.error.issues;
  const allowed = issue?.code === 'invalid_value' ? `; puede ser ${issue.values.map(String).join(', ')}` : '';
  return `${JSON.stringify(value)} no es un valor de ${scalar}${allowed}`;
}

function makerOf(scalar: ScalarName): string {
  return scalar.replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}

function nameOf({ name }: FieldDescription): string {
  return name;
}
